using Pulumi.Gcp.Container.Inputs;

namespace Infra.Gcp;

/// <summary>
/// When Google may change the cluster by itself, and how far: patches at the weekend, and no new minor version, which only
/// <c>infra:cluster.kubernetesVersion</c> brings. The chart supports five minor versions; an automatic upgrade leads out of them.
/// </summary>
/// <remarks>
/// See https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions. When a minor version's
/// support ends, Google upgrades all the same.
/// </remarks>
internal static class GkeMaintenance
{
    // Fixed anchors in the past: a Saturday, UTC. The program knows no clock.
    private const string WindowStart = "2026-01-03T04:00:00Z";
    private const string WindowEnd = "2026-01-03T10:00:00Z";

    /// <summary>Saturdays and Sundays, 04:00 to 10:00 UTC: the 48 hours in 32 days that Google asks for, and after the backup.</summary>
    public static ClusterMaintenancePolicyArgs Policy =>
        new()
        {
            RecurringWindow = new ClusterMaintenancePolicyRecurringWindowArgs
            {
                StartTime = WindowStart,
                EndTime = WindowEnd,
                Recurrence = "FREQ=WEEKLY;BYDAY=SA,SU",
            },
            MaintenanceExclusions =
            {
                new ClusterMaintenancePolicyMaintenanceExclusionArgs
                {
                    ExclusionName = "no-minor-upgrades",
                    StartTime = WindowStart,
                    ExclusionOptions = new ClusterMaintenancePolicyMaintenanceExclusionExclusionOptionsArgs
                    {
                        Scope = "NO_MINOR_UPGRADES",
                        EndTimeBehavior = "UNTIL_END_OF_SUPPORT",
                    },
                },
            },
        };
}
