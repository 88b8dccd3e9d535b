namespace Infra.Foundation;

/// <summary>How the managed database backs itself up, in words both clouds know.</summary>
internal sealed record BackupPolicy
{
    /// <summary>When the daily backup starts, UTC. Default 03:00.</summary>
    public required TimeOnly Time { get; init; }

    /// <summary>How many days a daily backup is kept: 7 to 35. Default 14. The recovery guide asks for a week at least.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>
    /// How many days back any second can be restored: 1 to <see cref="RetentionDays"/>, and at most 7 on Cloud SQL's
    /// Enterprise edition. Default 7.
    /// </summary>
    public required int PointInTimeDays { get; init; }
}
