using Infra.Configuration.Kinds;

namespace Infra.Configuration;

/// <summary><c>infra:prometheus</c>.</summary>
internal static class PrometheusSection
{
    public static KeyGroup Keys { get; } = new("infra:prometheus", "Metrics.");

    private static readonly Key<int> Replicas = Keys.Defaulted(
        "replicas",
        new WholeNumber(2, 3),
        2,
        "2",
        "Equal servers that each scrape everything.",
        LaterChange.InPlace()
    );

    private static readonly Key<int> RetentionDays = Keys.Defaulted(
        "retentionDays",
        new WholeNumber(1, 365),
        15,
        "15",
        "Days a sample is kept.",
        LaterChange.InPlace("fewer delete older samples")
    );

    private static readonly Key<int> StorageGiB = Keys.Defaulted(
        "storageGiB",
        new WholeNumber(10, 16384),
        150,
        "150",
        "Volume of each replica in GiB. Another size is taken together with the next `infra:cluster.generation`: Kubernetes changes no "
            + "volume of a StatefulSet that stands.",
        LaterChange.Refused("taken with the next `infra:cluster.generation`")
    );

    public static PrometheusSpec Read(ConfigurationSection prometheus) =>
        new(prometheus.Read(Replicas), prometheus.Read(RetentionDays), prometheus.Read(StorageGiB));
}
