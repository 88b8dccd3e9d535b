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
        var identity = new PlatformIdentity(config.Foundation.Lifetime, config.BaseDomain, config.Tls);
        return config.Cloud.Match(OnGcp, OnAws);

        IDictionary<string, object?> OnGcp(CloudConfig.Gcp gcp)
        {
            var cloud = new GcpCloud(gcp, config.Foundation, identity.Secrets, identity.DatabasePassword);
            // Public names come last of all: nobody is led to a platform that is not there yet.
            cloud.Publish(config.BaseDomain, Release(cloud.Foundation));
            return Outputs(cloud.Foundation);
        }

        IDictionary<string, object?> OnAws(CloudConfig.Aws aws)
        {
            var cloud = new AwsCloud(aws, config.Foundation, identity.Secrets, identity.DatabasePassword);
            cloud.Publish(config.BaseDomain, Release(cloud.Foundation));
            return Outputs(cloud.Foundation);
        }

        Resource Release(CloudFoundation foundation) => new AstronomerPlatform(config, foundation, identity).Release;

        IDictionary<string, object?> Outputs(CloudFoundation foundation) => OutputContract.Of(new(config, foundation));
    }
}
