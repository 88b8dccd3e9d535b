using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Gcp;

/// <summary>
/// The identities of the stack whose data this one is born from, read in Secret Manager. It replicates every secret of a stack to all
/// regions, so they are there when that stack's region is lost.
/// </summary>
internal sealed class SecretManagerSource : ComponentResource
{
    private const string Token = "gcp:secretmanager/getSecretVersion:getSecretVersion";

    /// <summary>Reads the secrets.</summary>
    /// <param name="cloud">This stack's project and region.</param>
    /// <param name="source">The other stack.</param>
    /// <param name="names">The names of its secrets.</param>
    public SecretManagerSource(CloudConfig.Gcp cloud, IdentitySource source, IEnumerable<string> names)
        : base("infra:gcp:SecretManagerSource", "identity-source")
    {
        var project = source.Project ?? cloud.Project;
        var provider = new Pulumi.Gcp.Provider(
            IdentitySource.ProviderName,
            new() { Project = project, Region = cloud.Region },
            new() { Parent = this }
        );
        var theirs = new PhysicalNames(source.Prefix);
        Secrets = names.ToImmutableDictionary(
            name => name,
            name =>
                source.Read(
                    "secretData",
                    Token,
                    new InvokeOptions { Provider = provider },
                    ImmutableDictionary<string, object?>.Empty.Add("project", project).Add("secret", theirs.Permanent(name))
                )
        );
        RegisterOutputs();
    }

    /// <summary>The secrets by name.</summary>
    public ImmutableDictionary<string, Output<string>> Secrets { get; }
}
