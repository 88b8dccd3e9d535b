using System.Collections.Immutable;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>
/// The day before the disaster, as it went: rows that the platform wrote, images that were pushed, the nightly backup. The last row is the
/// harm that somebody does at 14:03 on the second day.
/// </summary>
/// <param name="Rows">Every row with the time at which it was written, oldest first.</param>
/// <param name="Images">The registry's objects.</param>
/// <param name="Backup">The nightly backup.</param>
/// <param name="Copy">The ARN of the automated backups in the other region, on AWS where the stack has copies; else null.</param>
/// <param name="Harm">When the harm was done.</param>
internal sealed record Life(ImmutableArray<Row> Rows, ImmutableArray<string> Images, Backup Backup, string? Copy, DateTimeOffset Harm)
{
    private static readonly ImmutableArray<string> Repositories = ["airflow/etl", "airflow/reports", "airflow/ml"];

    /// <summary>Lets the day go by, up to 15:00 of the day after the launch.</summary>
    public static Life Live(SimulatedStack stack)
    {
        var world = stack.World;
        var (database, backups) = (world.Database(stack.ActiveDatabase), stack.Config.Foundation.Database.Backup);
        var day = new DateTimeOffset(world.Now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var rows = ImmutableArray.CreateBuilder<Row>();
        var (images, backup) = (ImmutableArray<string>.Empty, default(Backup));
        foreach (var (at, text) in Moments(day, backups.Time))
        {
            world.Now = at;
            switch (text)
            {
                case "backup":
                    backup = database.TakeBackup("nightly");
                    break;
                case "images":
                    images = [.. Repositories.SelectMany(Objects)];
                    foreach (var image in images)
                    {
                        world.Put(stack.RegistryBucket, image);
                    }
                    break;
                default:
                    database.Insert(text);
                    rows.Add(new(text, at));
                    break;
            }
        }
        var copy = world.List("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication").SingleOrDefault()?.Id;
        world.Now = day.AddHours(15);
        return new(rows.ToImmutable(), images, backup!, copy, day + new TimeSpan(14, 3, 0));
    }

    private static IEnumerable<(DateTimeOffset At, string Text)> Moments(DateTimeOffset day, TimeOnly backup) =>
        Enumerable
            .Range(0, 15)
            .Select(hour => (day.AddHours(hour), $"run of {hour:00}:00 succeeded"))
            .Append((day + new TimeSpan(14, 2, 30), "run of 14:02:30 succeeded"))
            .Append((day + new TimeSpan(14, 3, 0), "table dropped at 14:03"))
            .Append((day + new TimeSpan(14, 57, 0), "run of 14:57 succeeded"))
            // A minute after the hour, when the hour's run is in it too.
            .Append((day + backup.ToTimeSpan() + TimeSpan.FromMinutes(1), "backup"))
            .Append((day + new TimeSpan(10, 30, 0), "images"))
            .OrderBy(moment => moment.Item1);

    // The layout of the registry's storage: https://distribution.github.io/distribution/storage-drivers/
    private static IEnumerable<string> Objects(string repository) =>
        [
            $"docker/registry/v2/repositories/{repository}/_manifests/tags/1.0.0/current/link",
            $"docker/registry/v2/blobs/sha256/{repository.Length:x2}/manifest-of-{repository.Replace('/', '-')}/data",
            $"docker/registry/v2/blobs/sha256/{repository.Length:x2}/layer-of-{repository.Replace('/', '-')}/data",
        ];
}
