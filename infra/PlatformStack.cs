using Infra.Aws;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Gcp;
using Infra.Outputs;
using Infra.Platform;

namespace Infra;

/// <summary>The whole stack, and the only code that knows both clouds.</summary>
public static class PlatformStack
{
    /// <summary>Declares everything and gives the stack's outputs: the same keys on both clouds.</summary>
    public static IDictionary<string, object?> Deploy(PlatformConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var spec = config.Foundation;
        var identity = new PlatformIdentity(spec.Lifetime, config.BaseDomain);
        CloudFoundation foundation;
        BirthRecords births;
        string cloudName;
        switch (config.Cloud)
        {
            case CloudConfig.Gcp gcp:
                var onGcp = new GcpCloud(gcp, spec, identity.Secrets, identity.DatabasePassword);
                (cloudName, foundation, births) = ("gcp", onGcp.Foundation, onGcp.Postgres.Births);
                break;
            case CloudConfig.Aws aws:
                var onAws = new AwsCloud(aws, spec, identity.Secrets, identity.DatabasePassword);
                (cloudName, foundation, births) = ("aws", onAws.Foundation, onAws.Postgres.Births);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(config), config.Cloud, "Say here how this cloud is deployed.");
        }
        new AstronomerPlatform(config, foundation, identity);
        return OutputContract.Of(new(config, cloudName, foundation, births));
    }
}
