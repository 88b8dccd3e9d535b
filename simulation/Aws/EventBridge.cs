using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What happens in an account, and which rules it meets.</summary>
internal static partial class EventBridge
{
    public const string Rule = "aws:cloudwatch/eventRule:EventRule";
    public const string Target = "aws:cloudwatch/eventTarget:EventTarget";
    private const string Notification = "aws:s3/bucketNotification:BucketNotification";

    // A backup of a small instance takes some minutes.
    private static readonly TimeSpan BackupTime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The events that a rule was invoked for, oldest first: those after it was made, where it has somewhere to send them.
    /// </summary>
    public static IEnumerable<CloudEvent> Invoked(World world, WorldObject rule) =>
        rule.Inputs.Text("eventPattern") is { } pattern && TargetOf(world, rule) is not null && JsonNode.Parse(pattern) is { } wanted
            ? Events(world).Where(one => one.At >= rule.CreatedAt && Matches(wanted, one.Body))
            : [];

    /// <summary>What the rules told people.</summary>
    public static IEnumerable<FiredAlarm> Told(World world) =>
        from rule in world.Content.Objects.Where(one => one.Type == Rule)
        let target = TargetOf(world, rule)
        where target is not null
        let receivers = Topics.Receivers(world, target.Inputs.Text("arn") ?? "", "events.amazonaws.com", rule.State.Text("arn") ?? "")
        from one in Invoked(world, rule)
        where receivers.Count > 0
        orderby one.At
        select new FiredAlarm(rule.Name, Text(target, one.Body), receivers);

    private static WorldObject? TargetOf(World world, WorldObject rule) =>
        world.Content.Objects.Find(one => one.Type == Target && one.Inputs.Text("rule") == rule.Name);

    private static IEnumerable<CloudEvent> Events(World world) =>
        world
            .Content.Events.Where(one => one.Body["source"] is not null)
            .Concat(world.Content.Databases.Where(one => one.Type == RdsInstance.Type).SelectMany(one => OfInstance(world, one)))
            .Concat(world.Content.Objects.Where(one => one.Type == SimulatedBucket.S3).SelectMany(one => OfBucket(world, one)));

    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
    private static IEnumerable<CloudEvent> OfInstance(World world, DatabaseRecord record)
    {
        var window = world.Content.Objects.Find(one => one.Hash == record.Owner)?.Inputs.Text("backupWindow")?.Split('-')[0];
        if (window is not null && record.LogDays > 0)
        {
            var start = TimeOnly.ParseExact(window, "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan() + BackupTime;
            for (var day = record.CreatedAt.UtcDateTime.Date; day <= world.Content.Now.UtcDateTime.Date; day = day.AddDays(1))
            {
                var at = new DateTimeOffset(day, TimeSpan.Zero) + start;
                if (at <= world.Content.Now && record.IsBackedUp(at))
                    yield return OfInstance(record, at, "RDS-EVENT-0002", "backup", "Finished DB Instance backup");
            }
        }
        if (record.DeletedAt is { } end)
            yield return OfInstance(record, end, "RDS-EVENT-0003", "deletion", "DB instance deleted");
    }

    private static CloudEvent OfInstance(DatabaseRecord record, DateTimeOffset at, string id, string category, string message) =>
        new(
            at,
            new()
            {
                ["source"] = "aws.rds",
                ["detail-type"] = "RDS DB Instance Event",
                ["time"] = Call.Time(at),
                ["detail"] = new JsonObject
                {
                    ["EventCategories"] = new JsonArray(category),
                    ["SourceType"] = "DB_INSTANCE",
                    ["SourceIdentifier"] = record.Name,
                    ["EventID"] = id,
                    ["Message"] = message,
                },
            }
        );

    // A bucket tells EventBridge of nothing until its notification says so.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
    private static IEnumerable<CloudEvent> OfBucket(World world, WorldObject bucket) =>
        world.Content.Objects.Find(one =>
            one.Type == Notification && one.Inputs.Text("bucket") == bucket.Name && one.Inputs.Flag("eventbridge") == true
        )
            is not { } told
            ? []
            : from version in bucket.Versions
            where !version.IsDeleteMarker && version.At >= told.CreatedAt
            select new CloudEvent(
                version.At,
                new()
                {
                    ["source"] = "aws.s3",
                    ["detail-type"] = "Object Created",
                    ["time"] = Call.Time(version.At),
                    ["detail"] = new JsonObject
                    {
                        ["bucket"] = new JsonObject { ["name"] = bucket.Name },
                        ["object"] = new JsonObject { ["key"] = version.Key },
                    },
                }
            );

    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    private static bool Matches(JsonNode pattern, JsonNode? told) =>
        pattern is JsonObject map
            ? map.All(field => Matches(field.Value!, (told as JsonObject)?[field.Key]))
            : (told is JsonArray list ? list.AsEnumerable() : [told]).Any(value => pattern.AsArray().Any(choice => Fits(choice!, value)));

    private static bool Fits(JsonNode choice, JsonNode? value) =>
        choice is JsonObject content
            ? content.All(test =>
                test.Key == "suffix" && $"{value}".EndsWith($"{test.Value}", StringComparison.Ordinal)
                || test.Key == "prefix" && $"{value}".StartsWith($"{test.Value}", StringComparison.Ordinal)
            )
            : JsonNode.DeepEquals(choice, value);

    private static string Text(WorldObject target, JsonObject body) =>
        target.Inputs["inputTransformer"] is not JsonObject transformer
            ? body.ToJsonString()
            : Braces()
                .Replace(transformer.Text("inputTemplate") ?? "", match =>
                    body.Text((transformer["inputPaths"]?[match.Groups[1].Value]?.GetValue<string>() ?? "")["$.".Length..]) ?? ""
                );

    [GeneratedRegex("<(\\w+)>")]
    private static partial Regex Braces();
}
