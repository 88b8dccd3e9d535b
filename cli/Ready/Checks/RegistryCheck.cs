using System.Globalization;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the registry's bucket is there and still keeps what is deleted in it.</summary>
internal static class RegistryCheck
{
    public static Check Check { get; } =
        Check.One("registry", "Deleted or overwritten images are gone at once, or the bucket is.", stack => stack.Config.Cloud.Match(
                async gcp =>
                {
                    var bucket = $"gs://{await BucketAsync(stack, "gcp:storage/bucket:Bucket", "name")}";
                    var about = await stack.AskAsync("gcloud", "storage", "buckets", "describe", bucket, "--raw");
                    var kept =
                        double.Parse(about.Text("softDeletePolicy.retentionDurationSeconds") ?? "0", CultureInfo.InvariantCulture) / 86400;
                    var days = stack.Config.Foundation.Registry.KeepDeletedDays;
                    return about.Flag("versioning.enabled") != true
                            ? Finding.Fault($"{bucket} keeps no versions", $"gcloud storage buckets update {bucket} --versioning")
                        : kept < days
                            ? Finding.Fault(
                                $"{bucket} keeps deleted objects for {kept:0} days, and the stack file promises {days}",
                                $"gcloud storage buckets update {bucket} --soft-delete-duration={days}d"
                            )
                        : Finding.Ok($"{bucket} keeps versions, and deleted objects for {kept:0} days");
                },
                async _ =>
                {
                    var bucket = await BucketAsync(stack, "aws:s3/bucket:Bucket", "bucket");
                    var versioning = await stack.AskAsync("aws", "s3api", "get-bucket-versioning", "--bucket", bucket);
                    return versioning.Text("Status") == "Enabled"
                        ? Finding.Ok($"s3://{bucket} keeps versions")
                        : Finding.Fault(
                            $"s3://{bucket} keeps no versions",
                            $"aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled"
                        );
                }
            ));

    private static async Task<string> BucketAsync(CheckedStack stack, string type, string name) =>
        (await stack.StateAsync()).Find(type, "registry-bucket")?.Outputs.Text(name)
        ?? throw new InvalidOperationException("the state names no bucket of the registry");
}
