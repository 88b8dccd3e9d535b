using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether S3 copies a bucket to another region, has copied all that was written, and holds it there as is asked.</summary>
internal static class BucketCopyCheck
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    /// <summary>What is to be said of a bucket's copy.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="aws">Its account and region.</param>
    /// <param name="copies">The copies that are wanted.</param>
    /// <param name="noun">What the bucket is for.</param>
    public static async Task<Finding> LookAsync(CheckedStack stack, CloudConfig.Aws aws, CopiesSpec copies, string noun)
    {
        var state = await stack.StateAsync();
        var (source, copy) = (Bucket(state, $"{noun}-bucket"), Bucket(state, $"copies-{noun}-{copies.Region}-bucket"));
        var up = $"pulumi up --refresh --stack {stack.Name}";
        if (source is null || copy is null)
        {
            return Finding.Fault($"the state names no copy of the {noun}'s bucket in {copies.Region}", $"pulumi up --stack {stack.Name}");
        }
        var rules = await OrNoneAsync(stack, "ReplicationConfigurationNotFoundError", "get-bucket-replication", source, aws.Region);
        var rule = rules
            .All("ReplicationConfiguration.Rules")
            .FirstOrDefault(one => one.Text("Status") == "Enabled" && one.Text("Destination.Bucket") == $"arn:aws:s3:::{copy}");
        if (rule is null)
        {
            return Finding.Fault($"s3://{source} is not copied to {copies.Region}", up);
        }
        if (rule.Text("DeleteMarkerReplication.Status") == "Enabled")
        {
            return Finding.Fault($"what is deleted in s3://{source} is deleted in s3://{copy} too", up);
        }
        var held = await OrNoneAsync(stack, "ObjectLockConfigurationNotFoundError", "get-object-lock-configuration", copy, copies.Region);
        var (mode, days) = (
            held.Text("ObjectLockConfiguration.Rule.DefaultRetention.Mode")?.ToLowerInvariant() ?? "none",
            held.Number("ObjectLockConfiguration.Rule.DefaultRetention.Days") ?? 0
        );
        if (Weight(mode) < copies.Lock || (copies.Lock != CopyLock.None && days < copies.RetentionDays))
        {
            var asked = copies.Lock.ToString().ToLowerInvariant();
            return Finding.Fault(
                $"the lock of s3://{copy} is {mode} for {days} days, and the stack file asks for {asked} for {copies.RetentionDays}",
                up
            );
        }
        var failed = await FailedAsync(stack, aws, source, copy, rule.Text("ID") ?? "");
        return failed > 0
            ? Finding.Fault(
                string.Create(CultureInfo.InvariantCulture, $"{failed:0} objects of s3://{source} could not be copied in the last day"),
                $"aws s3 sync s3://{source} s3://{copy} --source-region {aws.Region} --region {copies.Region}, and why: the role "
                    + $"{stack.Names.Permanent($"{noun}-copy")}, and the key of the copies in {copies.Region}"
            )
            : Finding.Ok(
                $"s3://{source} is copied to s3://{copy}" + (mode == "none" ? "" : $", locked by {mode}") + ", and no copy has failed"
            );
    }

    private static string? Bucket(RecordedState state, string name) => state.Find("aws:s3/bucket:Bucket", name)?.Outputs.Text("bucket");

    private static CopyLock Weight(string mode) =>
        mode switch
        {
            "compliance" => CopyLock.Compliance,
            "governance" => CopyLock.Governance,
            _ => CopyLock.None,
        };

    // To the tool it is an error that there is none.
    private static async Task<JsonNode> OrNoneAsync(CheckedStack stack, string error, string command, string bucket, string region)
    {
        try
        {
            return await stack.AskAsync("aws", "s3api", command, "--bucket", bucket, "--region", region);
        }
        catch (InvalidOperationException e) when (e.Message.Contains(error, StringComparison.Ordinal))
        {
            return new JsonObject();
        }
    }

    private static async Task<double> FailedAsync(CheckedStack stack, CloudConfig.Aws aws, string source, string copy, string rule)
    {
        var counted = await stack.AskAsync(
            "aws",
            "cloudwatch",
            "get-metric-statistics",
            "--region",
            aws.Region,
            "--namespace",
            "AWS/S3",
            "--metric-name",
            "OperationsFailedReplication",
            "--dimensions",
            new JsonArray(
                Dimension("SourceBucket", source),
                Dimension("DestinationBucket", copy),
                Dimension("RuleId", rule)
            ).ToJsonString(),
            "--start-time",
            Time(stack.Now - Lately),
            "--end-time",
            Time(stack.Now),
            "--period",
            "86400",
            "--statistics",
            "Sum"
        );
        return counted.All("Datapoints").Sum(point => point.Number("Sum") ?? 0);
    }

    private static JsonObject Dimension(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
