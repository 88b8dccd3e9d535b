using System.Collections.Immutable;
using Infra.Aws;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Gcp;
using Infra.Outputs;
using Infra.Platform;
using Pulumi;

namespace Infra;

/// <summary>The whole stack, and the only code that knows both clouds.</summary>
internal static class PlatformStack
{
    /// <summary>Declares everything and gives the stack's outputs: the same keys on both clouds.</summary>
    public static IDictionary<string, object?> Deploy(PlatformConfig config)
    {
        foreach (var warning in config.Warnings)
        {
            Log.Warn(warning.ToString());
        }
        var spec = config.Foundation;
        var origin = new StackOrigin(config.Origin, spec.Lifetime);
        var inherited = PlatformIdentity.Inherited(spec.Lifetime);
        return config.Cloud.Match(OnGcp, OnAws);

        IDictionary<string, object?> OnGcp(CloudConfig.Gcp gcp)
        {
            var claimed = Gcp.StackClaim.Declare(gcp, spec, origin);
            var identity = Identity(
                claimed,
                spec.Identity.Source is { } source ? new SecretManagerSource(gcp, source, inherited).Secrets : null
            );
            var cloud = new GcpCloud(gcp, spec, claimed, identity.Secrets, identity.DatabasePassword);
            var platform = new AstronomerPlatform(config, cloud.Foundation, identity);
            var proven = platform.Start(cloud.LeadToDatabase(platform.BeforeAlias));
            // Public names come last of all: nobody is led to a platform that is not there yet, or not the one that was lost.
            cloud.Publish(config.BaseDomain, proven);
            cloud.Watch(config.Alerts);
            return Outputs(cloud.Foundation, platform);
        }

        IDictionary<string, object?> OnAws(CloudConfig.Aws aws)
        {
            var claimed = Aws.StackClaim.Declare(aws, spec, origin);
            var identity = Identity(
                claimed,
                spec.Identity.Source is { } source ? new SecretsManagerSource(aws, source, inherited).Secrets : null
            );
            var cloud = new AwsCloud(aws, spec, claimed, identity.Secrets, identity.DatabasePassword);
            var platform = new AstronomerPlatform(config, cloud.Foundation, identity);
            var proven = platform.Start(cloud.LeadToDatabase(platform.BeforeAlias));
            cloud.Publish(config.BaseDomain, proven);
            cloud.Watch(config.Alerts);
            return Outputs(cloud.Foundation, platform);
        }

        PlatformIdentity Identity(ClaimedStack claimed, ImmutableDictionary<string, Output<string>>? taken) =>
            new(spec, claimed.Claim, config.BaseDomain, config.Tls, taken);

        IDictionary<string, object?> Outputs(CloudFoundation foundation, AstronomerPlatform platform) =>
            OutputContract.Of(new(config, foundation, platform.Verification));
    }
}
