using Infra.Configuration;
using Infra.Foundation;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.SecretManager;
using Pulumi.Gcp.SecretManager.Inputs;

namespace Infra.Gcp;

/// <summary>The stack's claim: a secret without a version, whose name is free once in a project.</summary>
internal static class StackClaim
{
    /// <summary>Declares the claim, with a provider of its own, since the stack's waits for it.</summary>
    /// <param name="cloud">Project and region.</param>
    /// <param name="spec">Names and lifetime.</param>
    /// <param name="origin">What the claim says of the stack.</param>
    public static ClaimedStack Declare(CloudConfig.Gcp cloud, FoundationSpec spec, StackOrigin origin)
    {
        var provider = GcpScope.ProviderOf(cloud, spec, "gcp-claim", origin.Facts.Apply(_ => cloud.Project), origin);
        // The other APIs wait for the claim; to switch one on a second time changes nothing.
        var api = new Service(
            "stack-claim-api",
            new()
            {
                ServiceName = "secretmanager.googleapis.com",
                Project = cloud.Project,
                DisableOnDestroy = false,
            },
            spec.Lifetime.Permanent(new() { Parent = origin, Provider = provider })
        );
        var name = spec.Names.Permanent("claim");
        var options = spec.Lifetime.Permanent(
            new()
            {
                Parent = origin,
                Provider = provider,
                DependsOn = { api },
            }
        );
        options.Hooks.BeforeCreate.Add(ClaimedStack.Announcement(spec.Names.Prefix, $"the secret {name} of Secret Manager"));
        return new(
            new Secret(
                "stack-claim",
                new()
                {
                    SecretId = name,
                    Replication = new SecretReplicationArgs { Auto = new SecretReplicationAutoArgs() },
                    Annotations = { ["born-with"] = origin.Facts },
                },
                options
            )
        );
    }
}
