using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Platform;

/// <summary>
/// The page of Grafana that tells whether the platform could be recovered, as far as Prometheus sees it: what <see cref="AlertRules"/>
/// watch. What is outside the cluster rings in the cloud's own monitoring; the page says where.
/// </summary>
/// <remarks>https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/</remarks>
internal static class RecoveryDashboard
{
    private const string InRelease = $"namespace=\"{PlatformNamespace.Release}\"";
    private const string Free = $"kubelet_volume_stats_available_bytes{{{InRelease}}} / kubelet_volume_stats_capacity_bytes{{{InRelease}}}";

    /// <summary>The dashboard, in JSON.</summary>
    /// <param name="prometheusReplicas">How many servers there should be.</param>
    /// <param name="certificateEnd">When the web certificate ends; null where the stack does not say so, and the tile is silent.</param>
    public static string For(int prometheusReplicas, DateTimeOffset? certificateEnd) =>
        new JsonObject
        {
            ["uid"] = "recoverability",
            ["title"] = "Recoverability",
            ["schemaVersion"] = 39,
            ["editable"] = false,
            ["refresh"] = "1m",
            ["time"] = new JsonObject { ["from"] = "now-24h", ["to"] = "now" },
            ["panels"] = new JsonArray(
                Text(Outside),
                Stat(
                    1,
                    "The database answers by its alias",
                    $"kube_deployment_status_replicas_available{{{InRelease},deployment=\"{DatabaseProbe.Name}\"}}",
                    "none",
                    1
                ),
                Stat(
                    2,
                    "Prometheus servers that are ready",
                    $"kube_statefulset_status_replicas_ready{{{InRelease},statefulset=\"astronomer-prometheus\"}}",
                    "none",
                    prometheusReplicas
                ),
                Stat(
                    3,
                    "Days until the certificate ends",
                    certificateEnd is { } end ? $"(vector({end.ToUnixTimeSeconds()}) - time()) / 86400" : "vector(0) < 0",
                    "none",
                    21
                ),
                Stat(4, "Least free part of a volume", $"min({Free})", "percentunit", 0.15),
                Series(5, "Free part of each volume", Free),
                Series(6, "Alerts of the platform", "count by (alertname) (ALERTS{tier=\"platform\",alertstate=\"firing\"})")
            ),
        }.ToJsonString(Lines);

    // A text of one line that is a map to YAML would be read as one; the chart prints it without quotes.
    private static readonly JsonSerializerOptions Lines = new() { WriteIndented = true };

    private const string Outside = """
        **Could the platform be recovered now?** `make ready STACK=…` asks the state and the cloud, and prints what mends each fault.

        Here stands what Prometheus sees; it is lost with the cluster. Backups, the log, storage, connections, keys, buckets and the escrow are
        watched by the cloud itself, CloudWatch or Cloud Monitoring, and ring there: `docs/alarms.md`. A tile that says *silent* counts as a fault.
        """;

    private static JsonObject Text(string content) =>
        new()
        {
            ["id"] = 100,
            ["type"] = "text",
            ["title"] = "",
            ["gridPos"] = Place(0, 0, 24, 4),
            ["options"] = new JsonObject { ["mode"] = "markdown", ["content"] = content },
        };

    // Red below the least.
    private static JsonObject Stat(int id, string title, string query, string unit, double least) =>
        new()
        {
            ["id"] = id,
            ["type"] = "stat",
            ["title"] = title,
            ["gridPos"] = Place(6 * (id - 1), 4, 6, 5),
            ["targets"] = Targets(query),
            ["fieldConfig"] = new JsonObject
            {
                ["defaults"] = new JsonObject
                {
                    ["unit"] = unit,
                    ["decimals"] = unit == "none" ? 0 : 1,
                    ["noValue"] = "silent",
                    ["thresholds"] = new JsonObject
                    {
                        ["mode"] = "absolute",
                        ["steps"] = new JsonArray(
                            new JsonObject { ["color"] = "red", ["value"] = null },
                            new JsonObject { ["color"] = "green", ["value"] = least }
                        ),
                    },
                },
            },
        };

    private static JsonObject Series(int id, string title, string query) =>
        new()
        {
            ["id"] = id,
            ["type"] = "timeseries",
            ["title"] = title,
            ["gridPos"] = Place(12 * (id - 5), 9, 12, 9),
            ["targets"] = Targets(query),
        };

    private static JsonArray Targets(string query) => new(new JsonObject { ["refId"] = "A", ["expr"] = query });

    private static JsonObject Place(int x, int y, int width, int height) =>
        new()
        {
            ["x"] = x,
            ["y"] = y,
            ["w"] = width,
            ["h"] = height,
        };
}
