using System.Collections.Immutable;
using Infra.Cli.Ready.Checks;
using Infra.Cli.Recovery;
using Infra.Foundation;
using Infra.Schemas;

namespace Infra.Cli.Ready.Sources;

/// <summary>
/// Finds what could give an instant back: logs of living and deleted generations, copies in another region, stored backups.
/// </summary>
/// <param name="stack">The stack, and whom to ask.</param>
/// <param name="planned">The same stack, for the plans' lines.</param>
/// <param name="instant">The instant.</param>
internal sealed class InstantSearch(CheckedStack stack, PlannedStack planned, DateTimeOffset instant)
{
    /// <summary>Asks all at the same time.</summary>
    /// <param name="checkedStack">The stack, and whom to ask.</param>
    /// <param name="instant">The instant.</param>
    public static async Task<InstantSources> FindAsync(CheckedStack checkedStack, DateTimeOffset instant)
    {
        var search = new InstantSearch(checkedStack, await PlannedStack.ReadAsync(checkedStack.Configuration, checkedStack.Name), instant);
        var unreadable = new List<string>();
        var found = await Task.WhenAll(
            new[] { search.LogsAsync(), search.CopiesAsync(), search.BackupsAsync() }.Select(async question =>
            {
                try
                {
                    return await question;
                }
                catch (Exception e) when (e is InvalidOperationException or FormatException)
                {
                    lock (unreadable)
                    {
                        unreadable.Add(e.Message.Trim());
                    }
                    return [];
                }
            })
        );
        return new(
            checkedStack.Name,
            instant,
            [.. found.SelectMany(some => some).OrderByDescending(source => source.GivesBack).ThenBy(source => source.IsAway)],
            [.. unreadable]
        );
    }

    private IEnumerable<string> Generations =>
        Enumerable.Range(1, stack.Config.Foundation.Database.Generation).Select(stack.Names.Database).Append(stack.Database).Distinct();

    private Task<ImmutableArray<InstantSource>> LogsAsync() => stack.Config.Cloud.Match(_ => GoogleLogsAsync(), _ => RdsLogsAsync());

    private async Task<ImmutableArray<InstantSource>> RdsLogsAsync() =>
        [
            .. from backup in (await stack.AskAsync("aws", "rds", "describe-db-instance-automated-backups")).All(
                "DBInstanceAutomatedBackups"
            )
            let name = backup.Text("DBInstanceIdentifier") ?? ""
            where
                Generations.Contains(name)
                && backup.Text("Status") is "active" or "retained"
                && Holds(backup.Text("RestoreWindow.EarliestTime"), backup.Text("RestoreWindow.LatestTime"))
            orderby name == stack.Database descending, name descending
            select backup.Text("Status") == "active" ? OfLiving(name) : OfDeleted(name, backup.Text("DbiResourceId")!),
        ];

    private async Task<ImmutableArray<InstantSource>> GoogleLogsAsync()
    {
        var living = (await stack.AskAsync("gcloud", "sql", "instances", "list"))
            .AsArray()
            .Select(one => one.Text("name") ?? "")
            .Where(name => Generations.Contains(name))
            .ToList();
        var windows = await Task.WhenAll(
            living.Select(async name =>
                (Name: name, Window: await stack.AskAsync("gcloud", "sql", "instances", "get-latest-recovery-time", name))
            )
        );
        return
        [
            .. from one in windows
            let latest = one.Window.Text("latestRecoveryTime")
            let earliest = one.Window.Text("earliestRecoveryTime")
                ?? RestoreSource.Instant(RestoreWindow.Instant(latest).AddDays(-stack.Config.Foundation.Database.Backup.PointInTimeDays))
            where Holds(earliest, latest)
            orderby one.Name == stack.Database descending, one.Name descending
            select OfLiving(one.Name),
        ];
    }

    private InstantSource OfLiving(string name)
    {
        var facts = new LossFacts { Instant = instant };
        return name == stack.Database
            ? new(
                $"the log of {name}",
                instant,
                false,
                RecoverySteps.Of(planned, Loss.Rows, facts, FactText.ForPeople(facts, stack.Config.Cloud))
            )
            : new(
                $"the log of the earlier generation {name}",
                instant,
                false,
                Born($$"""{"pointInTime":"{{RestoreSource.Instant(instant)}}","instance":"{{name}}"}""", "the earlier generation's log")
            );
    }

    private InstantSource OfDeleted(string name, string id) =>
        new(
            $"the retained log of {name}, which was deleted",
            instant,
            false,
            Born(
                $$"""{"pointInTime":"{{RestoreSource.Instant(instant)}}","deleted":"{{id}}"{{(name == stack.Database ? "" : $",\"instance\":\"{name}\"")}}}""",
                "what the deletion retained"
            )
        );

    // On Google Cloud the stored backups themselves are the copies.
    private Task<ImmutableArray<InstantSource>> CopiesAsync() =>
        stack.Config.Cloud.Match(_ => Task.FromResult(ImmutableArray<InstantSource>.Empty), _ => OfReplicasAsync());

    private async Task<ImmutableArray<InstantSource>> OfReplicasAsync() =>
        stack.Config.Foundation.Copies?.Region is not { } region
            ? []
            :
            [
                .. from backup in (await stack.AskAsync("aws", "rds", "describe-db-instance-automated-backups", "--region", region)).All(
                    "DBInstanceAutomatedBackups"
                )
                where
                    Generations.Contains(backup.Text("DBInstanceIdentifier") ?? "")
                    && Holds(backup.Text("RestoreWindow.EarliestTime"), backup.Text("RestoreWindow.LatestTime"))
                let facts = new LossFacts
                {
                    Instant = instant,
                    Copy = backup.Text("DBInstanceAutomatedBackupsArn"),
                    Region = region,
                }
                select new InstantSource(
                    $"the copy of {backup.Text("DBInstanceIdentifier")} in {region}",
                    instant,
                    true,
                    RecoverySteps.Of(planned, Loss.Region, facts, FactText.ForPeople(facts, stack.Config.Cloud))
                ),
            ];

    // The newest one before the instant; one after it holds what is not wanted.
    private async Task<ImmutableArray<InstantSource>> BackupsAsync() =>
        [
            .. from backup in (await StoredBackup.ReadAsync(stack))
                .Where(backup => backup.At <= instant)
                .OrderByDescending(backup => backup.At)
                .Take(1)
            select new InstantSource(
                $"the stored backup {backup.Name}",
                backup.At,
                false,
                Born(
                    stack.Config.Cloud.Match(
                        _ => $$"""{"backup":{{backup.Name}},"instance":"{{stack.Database}}"}""",
                        _ => $$"""{"backup":"{{backup.Name}}"}"""
                    ),
                    "the stored backup",
                    isBackup: true
                )
            ),
        ];

    private bool Holds(string? earliest, string? latest) =>
        RestoreWindow.Instant(earliest) <= instant && instant <= RestoreWindow.Instant(latest);

    private ImmutableArray<RecoveryStep> Born(string source, string from, bool isBackup = false) =>
        [
            new RecoveryStep.Edit(
                $"a new database from {from}, with every DAG paused",
                stack.Name,
                [.. DatabaseSteps.Restore(planned, source), .. DatabaseSteps.Pause(planned)]
            ),
            RecoverySteps.Up(stack.Name, "read its preview before you say yes"),
            .. isBackup && stack.Config.Cloud.Match(_ => true, _ => false)
                ?
                [
                    new RecoveryStep.Command(
                        "the cloud gave what was restored from a backup a backup policy of its own",
                        $"pulumi up --refresh --stack {stack.Name}"
                    ),
                ]
                : ImmutableArray<RecoveryStep>.Empty,
            .. DatabaseSteps.GiveBack(planned),
        ];
}
