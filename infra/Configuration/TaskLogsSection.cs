using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:taskLogs</c>.</summary>
internal static class TaskLogsSection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:taskLogs",
            "The task logs' second home, a bucket that outlives every cluster ([what is in it](platform.md#task-logs)).",
            absence: "task logs stand in the cluster alone, and are lost with it"
        );

    private static readonly Key<int> RetentionDays = Keys.Required(
        "retentionDays",
        new WholeNumber(1, 3650),
        "90",
        "Days a task log is kept in the bucket. Fewer days take effect for what is there already, too.",
        LaterChange.InPlace()
    );

    public static TaskLogsSpec Read(ConfigurationSection logs) => new(logs.Read(RetentionDays));
}
