using System.Globalization;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>How far the log that can be restored from is behind, and how far back it goes.</summary>
internal static class RestoreWindowCheck
{
    // Both clouds ship the log at least every five minutes; three times that is a log that stands still.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan TooLate = TimeSpan.FromHours(1);

    public static Check Check { get; } =
        Check.One(
            "restore-window",
            "The newest rows are lost: the log that is kept outside of the instance ends before the disaster.",
            async stack =>
            {
                var window = await RestoreWindow.ReadAsync(stack);
                var behind = stack.Now - window.Latest;
                var text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"any second from {window.Earliest:yyyy-MM-dd HH:mm:ss} to {window.Latest:yyyy-MM-dd HH:mm:ss} UTC can be restored; "
                        + $"the newest is {behind.TotalMinutes:0} min old"
                );
                var mend = stack.Config.Cloud.Match(
                    gcp =>
                        $"gcloud sql operations list --instance {stack.Database} --project {gcp.Project} --limit 10, and the storage of "
                        + "the instance",
                    aws =>
                        $"aws rds describe-events --region {aws.Region} --source-type db-instance --source-identifier {stack.Database} "
                        + "--duration 1440, and the storage of the instance"
                );
                return behind > TooLate ? Finding.Fault(text, mend)
                    : behind > Late ? Finding.Warning(text, mend)
                    : Finding.Ok(text);
            }
        );
}

/// <summary>The seconds that a database's log can be restored to.</summary>
/// <param name="Earliest">The first one.</param>
/// <param name="Latest">The last one.</param>
internal sealed record RestoreWindow(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    /// <summary>Asks the cloud for that of the active database.</summary>
    public static Task<RestoreWindow> ReadAsync(CheckedStack stack) =>
        stack.Config.Cloud.Match(
            async _ =>
            {
                var answer = await stack.AskAsync("gcloud", "sql", "instances", "get-latest-recovery-time", stack.Database);
                var latest = Instant(answer.Text("latestRecoveryTime"));
                // Older versions of the tool do not tell the first one.
                return new RestoreWindow(
                    answer.Text("earliestRecoveryTime") is { } earliest
                        ? Instant(earliest)
                        : latest.AddDays(-stack.Config.Foundation.Database.Backup.PointInTimeDays),
                    latest
                );
            },
            async _ =>
            {
                var answer = await stack.AskAsync(
                    "aws",
                    "rds",
                    "describe-db-instance-automated-backups",
                    "--db-instance-identifier",
                    stack.Database
                );
                var one = answer.All("DBInstanceAutomatedBackups").FirstOrDefault(backup => backup.Text("Status") == "active")
                    ?? throw new InvalidOperationException($"RDS keeps no automated backups of {stack.Database}");
                return new RestoreWindow(Instant(one.Text("RestoreWindow.EarliestTime")), Instant(one.Text("RestoreWindow.LatestTime")));
            }
        );

    /// <summary>A time as the clouds print it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static DateTimeOffset Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new InvalidOperationException("the cloud tells no time where one belongs");
}
