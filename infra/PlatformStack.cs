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
        var spec = config.Foundation;
        var identity = new PlatformIdentity(spec.Lifetime, config.BaseDomain, config.Tls);
        CloudFoundation foundation;
        BirthRecords births;
        string cloudName;
        Action<Resource> publish;
        switch (config.Cloud)
        {
            case CloudConfig.Gcp gcp:
                var onGcp = new GcpCloud(gcp, spec, identity.Secrets, identity.DatabasePassword);
                (cloudName, foundation, births) = ("gcp", onGcp.Foundation, onGcp.Postgres.Births);
                publish = release => onGcp.Publish(config.BaseDomain, release);
                break;
            case CloudConfig.Aws aws:
                var onAws = new AwsCloud(aws, spec, identity.Secrets, identity.DatabasePassword);
                (cloudName, foundation, births) = ("aws", onAws.Foundation, onAws.Postgres.Births);
                publish = release => onAws.Publish(config.BaseDomain, release);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(config), config.Cloud, "Say here how this cloud is deployed.");
        }
        var platform = new AstronomerPlatform(config, foundation, identity);
        // Last of all: nobody is led to a platform that is not there yet.
        publish(platform.Release);
        return OutputContract.Of(new(config, cloudName, foundation, births));
    }
}
