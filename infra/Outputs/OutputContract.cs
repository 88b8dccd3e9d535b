using System.Collections.Immutable;
using System.Globalization;
using Infra.Foundation;
using Pulumi;

namespace Infra.Outputs;

/// <summary>
/// The stack's outputs, which other teams and programs build on: the same on both clouds. <c>docs/outputs.md</c> is written from
/// this table.
/// </summary>
internal static class OutputContract
{
    /// <summary>
    /// The contract's version. A new output leaves it as it is; one that goes, or comes to mean or look otherwise, raises it.
    /// </summary>
    public const int Version = 1;

    /// <summary>Every output.</summary>
    public static ImmutableArray<StackOutput> Outputs { get; } =
    [
        StackOutput.Number("contract", "Version of this contract.", _ => Version),
        StackOutput.Text("cloud", "The cloud that the platform stands on.", deployed => deployed.Config.Cloud.Name, "gcp", "aws"),
        StackOutput.Text(
            "lifetime",
            "Whether what holds data outlives the program.",
            deployed => deployed.Config.Foundation.Lifetime.Name,
            StackLifetime.Durable.Name,
            StackLifetime.Disposable.Name
        ),
        StackOutput.Text("baseDomain", "The domain that the platform answers under.", deployed => deployed.Config.BaseDomain),
        StackOutput.Fields(
            "urls",
            "Where people go.",
            new(
                ("app", new OutputType.Text(), "Orbit, the user interface."),
                ("houston", new OutputType.Text(), "Houston, the API."),
                ("grafana", new OutputType.Text(), "Dashboards."),
                ("prometheus", new OutputType.Text(), "Metrics."),
                ("alertmanager", new OutputType.Text(), "Alerts.")
            ),
            Urls
        ),
        StackOutput.Texts(
            "ingressAddresses",
            "Public addresses of the active cluster; the base domain and its wildcard lead there.",
            deployed => deployed.Foundation.Ingress.Addresses
        ),
        StackOutput.Text("networkId", "The private network; permanent.", deployed => deployed.Foundation.Network.Id),
        StackOutput.Texts("subnetIds", "The subnets that the nodes stand in; permanent.", deployed =>
            deployed.Foundation.Network.SubnetIds
        ),
        StackOutput.Text("clusterName", "The active Kubernetes cluster's name.", deployed => deployed.Foundation.Kubernetes.ClusterName),
        StackOutput.Number("clusterGeneration", "Which cluster is active: 1 for the first, one more for every relaunch.", deployed =>
            deployed.Config.Foundation.Cluster.Generation
        ),
        StackOutput.Secret(
            "kubeconfig",
            "Kubeconfig of the active cluster. It names a credential helper and holds no credential.",
            deployed => deployed.Foundation.Kubernetes.Kubeconfig
        ),
        StackOutput.Text("databaseInstance", "The active Postgres instance's name.", deployed => deployed.Foundation.Postgres.Instance),
        StackOutput.Text("databaseHost", "The DNS name that always leads to the active database, from inside the network.", deployed =>
            deployed.Foundation.Postgres.Host
        ),
        StackOutput.Number("databaseGeneration", "Which database is active: 1 for the first, one more for every restore.", deployed =>
            deployed.Config.Foundation.Database.Generation
        ),
        StackOutput.Records(
            "databaseGenerations",
            "Every database there ever was, oldest first.",
            new(
                ("generation", new OutputType.Number(), "Its number."),
                ("instance", new OutputType.Text(), "The instance's name."),
                ("bornFrom", new OutputType.Text(), "What it was born from.")
            ),
            deployed => deployed.Foundation.Postgres.Lineage
        ),
        StackOutput.Text("restoredFrom", "What the active database was born from; a drill's report.", deployed =>
            deployed.Foundation.Postgres.BornFrom
        ),
        StackOutput.Text(
            "verification",
            "What the checks have ended with: of a restored database before anything was started on it, and of the platform before the "
                + "public names led there.",
            deployed => deployed.Verification,
            PlatformVerdict.NotRestored,
            PlatformVerdict.Verified,
            PlatformVerdict.Accepted
        ),
        StackOutput.Fields(
            "backup",
            "How the database is backed up.",
            new(
                ("time", new OutputType.Text(), "When the daily backup begins, HH:MM in UTC."),
                ("retentionDays", new OutputType.Number(), "Days that a daily backup is kept."),
                ("pointInTimeDays", new OutputType.Number(), "Days back that any second can be restored.")
            ),
            Backup
        ),
        StackOutput.Texts(
            "copyRegions",
            "The regions besides the platform's own that copies of its data are kept in; none where nothing is copied.",
            CopyRegions
        ),
        StackOutput.Text("registryHost", "The image registry, as docker names it.", deployed => $"registry.{deployed.Config.BaseDomain}"),
        StackOutput.Text("registryBucket", "The bucket that keeps the images; permanent.", deployed => deployed.Foundation.Registry.Bucket),
        StackOutput.Text("escrowBucket", "The bucket that keeps what the deployments' namespaces hold; permanent.", deployed =>
            deployed.Foundation.Escrow.Bucket
        ),
        StackOutput.Texts(
            "taskLogBuckets",
            "The bucket that keeps the task logs, permanent; none where they are not kept.",
            TaskLogBuckets
        ),
        StackOutput.Number("prometheusReplicas", "Equal Prometheus servers.", deployed => deployed.Config.Prometheus.Replicas),
        StackOutput.Map(
            "secretReferences",
            "Where each permanent secret stands in the cloud's secret manager, by the secret's name.",
            References
        ),
    ];

    /// <summary>The outputs' values by name, as the stack gives them to the engine.</summary>
    public static IDictionary<string, object?> Of(Deployed deployed) =>
        Outputs.ToDictionary(output => output.Name, output => output.Value(deployed));

    private static ImmutableDictionary<string, object> Urls(Deployed deployed) =>
        new[] { "app", "houston", "grafana", "prometheus", "alertmanager" }.ToImmutableDictionary(
            name => name,
            object (name) => $"https://{name}.{deployed.Config.BaseDomain}"
        );

    private static ImmutableDictionary<string, object> Backup(Deployed deployed)
    {
        var backup = deployed.Config.Foundation.Database.Backup;
        return ImmutableDictionary<string, object>
            .Empty.Add("time", backup.Time.ToString("HH:mm", CultureInfo.InvariantCulture))
            .Add("retentionDays", backup.RetentionDays)
            .Add("pointInTimeDays", backup.PointInTimeDays);
    }

    private static Output<ImmutableArray<string>> CopyRegions(Deployed deployed) =>
        Output.Create(deployed.Config.Foundation.Copies is { } copies ? ImmutableArray.Create(copies.Region) : []);

    private static Output<ImmutableArray<string>> TaskLogBuckets(Deployed deployed) =>
        deployed.Foundation.TaskLogs is { } logs
            ? logs.Bucket.Apply(bucket => ImmutableArray.Create(bucket))
            : Output.Create(ImmutableArray<string>.Empty);

    private static Output<ImmutableDictionary<string, string>> References(Deployed deployed)
    {
        var references = deployed.Foundation.SecretReferences;
        return Output
            .All(references.Values)
            .Apply(values => references.Keys.Zip(values).ToImmutableDictionary(pair => pair.First, pair => pair.Second));
    }
}
