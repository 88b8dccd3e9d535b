using System.Collections.Immutable;

namespace Infra.Cli.Review;

/// <summary>
/// The settings of a holding whose change loses nothing, whichever way it goes. Every other one is either judged by
/// <see cref="HarmfulChange"/> or unknown, and what is unknown asks for approval.
/// </summary>
internal static class KnownSettings
{
    private static readonly ImmutableHashSet<string> Everywhere =
    [
        "tags",
        "tagsAll",
        "labels",
        "effectiveLabels",
        "pulumiLabels",
        "description",
    ];

    private static readonly ImmutableDictionary<string, string[]> ByType = new Dictionary<string, string[]>
    {
        ["aws:rds/instance:Instance"] =
        [
            "instanceClass",
            "multiAz",
            "engineVersion",
            "maxAllocatedStorage",
            "backupWindow",
            "maintenanceWindow",
            "caCertIdentifier",
            "allowMajorVersionUpgrade",
        ],
        ["gcp:sql/databaseInstance:DatabaseInstance"] =
        [
            "settings.tier",
            "settings.availabilityType",
            "settings.userLabels",
            "settings.backupConfiguration.startTime",
            "settings.edition",
            "settings.maintenanceWindow",
            "databaseVersion",
        ],
        ["aws:eks/nodeGroup:NodeGroup"] = ["scalingConfig", "version", "instanceTypes", "launchTemplate"],
        ["gcp:container/nodePool:NodePool"] = ["autoscaling", "version", "nodeConfig.resourceLabels", "nodeConfig.machineType"],
        ["gcp:container/cluster:Cluster"] = ["resourceLabels", "maintenancePolicy"],
        ["kubernetes:helm.sh/v3:Release"] = ["values", "version", "chart", "timeout"],
        ["pulumi:providers:aws"] = ["defaultTags"],
        ["pulumi:providers:gcp"] = ["defaultLabels"],
        // A certificate, a mail server or a receiver that was renewed; what is lost with a value is judged at its source.
        ["kubernetes:core/v1:Secret"] = ["stringData", "data"],
    }.ToImmutableDictionary();

    /// <summary>The changed settings that the review does not know.</summary>
    public static IEnumerable<string> UnknownIn(RecordedStep step) =>
        step.Changed.Where(path =>
            !Everywhere
                .Concat(ByType.GetValueOrDefault(step.Type, []))
                .Concat(HarmfulChange.All.Where(change => change.Types.Contains(step.Type)).Select(change => change.Path))
                .Any(known => path == known || path.StartsWith(known + ".", StringComparison.Ordinal))
        );
}
