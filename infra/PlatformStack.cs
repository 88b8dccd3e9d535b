using System.Collections.Immutable;
using System.Globalization;
using Infra.Aws;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Gcp;
using Infra.Platform;
using Pulumi;

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

        var backup = spec.Database.Backup;
        return new Dictionary<string, object?>
        {
            ["contract"] = 1,
            ["cloud"] = cloudName,
            ["lifetime"] = spec.Lifetime.Name,
            ["baseDomain"] = config.BaseDomain,
            ["clusterName"] = foundation.Kubernetes.ClusterName,
            ["clusterGeneration"] = spec.Cluster.Generation,
            ["kubeconfig"] = Output.CreateSecret(foundation.Kubernetes.Kubeconfig),
            ["databaseInstance"] = foundation.Postgres.Instance,
            ["databaseHost"] = foundation.Postgres.Host,
            ["databaseGeneration"] = spec.Database.Generation,
            ["databaseGenerations"] = births.Lineage,
            ["backup"] = ImmutableDictionary<string, object>.Empty
                .Add("time", backup.Time.ToString("HH:mm", CultureInfo.InvariantCulture))
                .Add("retentionDays", backup.RetentionDays)
                .Add("pointInTimeDays", backup.PointInTimeDays),
            ["registryBucket"] = foundation.Registry.Bucket,
            ["ingressAddresses"] = foundation.Ingress.Addresses,
            ["prometheusReplicas"] = config.Prometheus.Replicas,
            ["secretReferences"] = Output.All(foundation.SecretReferences.Values).Apply(references =>
                foundation.SecretReferences.Keys.Zip(references).ToImmutableDictionary(pair => pair.First, pair => pair.Second)),
        };
    }
}
