using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Recovery;

/// <summary>The facts of a loss as they stand in the lines: what is known, and a placeholder of the same shape for what is not.</summary>
/// <param name="Instant">The last second that is wanted back.</param>
/// <param name="Deleted">What tells the deleted instance from others of its name.</param>
/// <param name="Backup">The stored backup.</param>
/// <param name="Copy">The other region's copy.</param>
internal sealed record FactText(string Instant, string Deleted, string Backup, string Copy)
{
    private const string Time = "YYYY-MM-DDTHH:MM:SSZ";

    /// <summary>What a person reads: a placeholder can not be taken for a value, and the configuration refuses it.</summary>
    public static FactText ForPeople(LossFacts facts, CloudConfig cloud) =>
        cloud.Match(
            _ => new FactText(Known(facts.Instant) ?? Time, facts.Deleted ?? Time, facts.Backup ?? "BACKUP_NUMBER", facts.Copy ?? ""),
            _ => new FactText(
                Known(facts.Instant) ?? Time,
                facts.Deleted ?? "db-RESOURCE_ID",
                facts.Backup ?? "SNAPSHOT",
                facts.Copy ?? "COPY_ARN"
            )
        );

    /// <summary>What the program can be evaluated with; the examples are of the right shape and mean nothing.</summary>
    public static FactText ForTheProgram(LossFacts facts, CloudConfig cloud, string region) =>
        cloud.Match(
            _ => new FactText(
                Known(facts.Instant) ?? "2026-01-02T03:04:05Z",
                facts.Deleted ?? "2026-01-02T03:05:06Z",
                facts.Backup ?? "1772442000000",
                facts.Copy ?? ""
            ),
            aws => new FactText(
                Known(facts.Instant) ?? "2026-01-02T03:04:05Z",
                facts.Deleted ?? "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                facts.Backup ?? "snapshot",
                facts.Copy ?? $"arn:aws:rds:{region}:{aws.AccountId}:auto-backup:ab-1a2b"
            )
        );

    private static string? Known(DateTimeOffset? instant) => instant is { } time ? RestoreSource.Instant(time) : null;
}
