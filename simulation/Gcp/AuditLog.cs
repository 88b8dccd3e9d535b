using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What Google writes down in a project's audit logs, and which entries a filter finds.</summary>
internal static partial class AuditLog
{
    // A backup of a small instance takes some minutes.
    private static readonly TimeSpan BackupTime = TimeSpan.FromMinutes(10);

    /// <summary>The entries that a filter finds, oldest first.</summary>
    public static IEnumerable<CloudEvent> Found(World world, string filter)
    {
        var terms = Terms(filter).ToList();
        return world
            .Content.Events.Where(one => one.Body["source"] is null)
            .Concat(world.Content.Databases.Where(one => one.Type == CloudSqlInstance.Type).SelectMany(one => OfInstance(world, one)))
            .Where(one => terms.TrueForAll(term => term.Fits(one.Body.Text(term.Path))))
            .OrderBy(one => one.At);
    }

    /// <summary>What a filter asks for: each term must hold.</summary>
    /// <exception cref="FormatException">It is no filter.</exception>
    public static IEnumerable<(string Path, Func<string?, bool> Fits)> Terms(string filter) =>
        filter
            .Split(" AND ")
            .Select(term =>
            {
                var match = Term().Match(term);
                if (!match.Success)
                    throw new FormatException($"Unparseable filter: syntax error at '{term}'");
                var values = Quoted().Matches(match.Groups[3].Value).Select(value => value.Groups[1].Value).ToList();
                return (
                    match.Groups[1].Value,
                    (Func<string?, bool>)(
                        match.Groups[2].Value == "="
                            ? text => values.Contains(text ?? "")
                            : text => values.Exists(value => text?.Contains(value, StringComparison.Ordinal) == true)
                    )
                );
            });

    /// <summary>The entry of a call.</summary>
    public static CloudEvent Call(string service, string method, string resource, string type, JsonObject labels, DateTimeOffset at) =>
        new(
            at,
            new()
            {
                ["resource"] = new JsonObject { ["type"] = type, ["labels"] = labels },
                ["protoPayload"] = new JsonObject
                {
                    ["serviceName"] = service,
                    ["methodName"] = method,
                    ["resourceName"] = resource,
                },
            }
        );

    // https://cloud.google.com/sql/docs/postgres/backup-recovery/view-audit-logs-for-automated-backups
    private static IEnumerable<CloudEvent> OfInstance(World world, DatabaseRecord record)
    {
        if (world.Content.Objects.Find(one => one.Hash == record.Owner)?.Inputs.Text("settings.backupConfiguration.startTime") is { } start)
        {
            var offset = TimeOnly.ParseExact(start, "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan() + BackupTime;
            for (var day = record.CreatedAt.UtcDateTime.Date; day <= world.Content.Now.UtcDateTime.Date; day = day.AddDays(1))
            {
                var at = new DateTimeOffset(day, TimeSpan.Zero) + offset;
                if (at <= record.CreatedAt || at > world.Content.Now || at > record.DeletedAt)
                    continue;
                var entry = OfInstance(record, "cloudsql.instances.automatedBackup", at);
                entry.Body["protoPayload"]!["metadata"] = new JsonObject
                {
                    ["windowStatus"] = record.IsBackedUp(at) ? "STATUS_SUCCEEDED" : "STATUS_FAILED",
                };
                yield return entry;
            }
        }
        if (record.DeletedAt is { } end)
            yield return OfInstance(record, "cloudsql.instances.delete", end);
    }

    private static CloudEvent OfInstance(DatabaseRecord record, string method, DateTimeOffset at) =>
        Call(
            "cloudsql.googleapis.com",
            method,
            $"projects/{Project}/instances/{record.Name}",
            "cloudsql_database",
            new() { ["database_id"] = $"{Project}:{record.Name}" },
            at
        );

    // The simulated Google Cloud has one project.
    private const string Project = "my-project";

    [GeneratedRegex("^([\\w.]+)(=|:)(\"[^\"]*\"|\\(\"[^\"]*\"( OR \"[^\"]*\")*\\))$")]
    private static partial Regex Term();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
