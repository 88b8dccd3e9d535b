namespace Infra.Foundation;

/// <summary>The bucket of the task logs that is wanted.</summary>
/// <param name="RetentionDays">Days a log is kept: 1 to 3650.</param>
internal sealed record TaskLogsSpec(int RetentionDays);
