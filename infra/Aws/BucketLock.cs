using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace Infra.Aws;

/// <summary>
/// The lock of a bucket of copies: each object that is written there is held for its days from then on. S3 takes it on a bucket that
/// stands, for what is written later; it can then never be switched off, only ask for less of what is written later still.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
/// </summary>
internal static class BucketLock
{
    private const string Compliance = "COMPLIANCE";

    /// <summary>Declares it.</summary>
    /// <param name="there">The region of the copies.</param>
    /// <param name="parent">The component that it is shown under.</param>
    /// <param name="bucket">The bucket.</param>
    public static Resource Declare(AwsScope there, Resource parent, KeptBucket bucket)
    {
        var copies = there.Spec.Copies!;
        var options = there.Permanent(parent, bucket.Versioning);
        options.Hooks.BeforeUpdate.Add(RefuseLess(bucket.Noun));
        return new BucketObjectLockConfiguration(
            $"{bucket.Noun}-lock",
            new()
            {
                Bucket = bucket.Bucket.BucketName,
                Rule = new BucketObjectLockConfigurationRuleArgs
                {
                    DefaultRetention = new BucketObjectLockConfigurationRuleDefaultRetentionArgs
                    {
                        Mode = copies.Lock == CopyLock.Compliance ? Compliance : "GOVERNANCE",
                        Days = copies.RetentionDays,
                    },
                },
            },
            options
        );
    }

    // In preview too. S3 would take it, for what is copied from then on: a line in a stack file could take away what nobody may.
    private static ResourceHook RefuseLess(string noun) =>
        new(
            $"{noun}-lock-is-not-weakened",
            async (args, _) =>
            {
                var (stands, wanted) = (await ModeAsync(args.OldInputs), await ModeAsync(args.NewInputs));
                if (stands == Compliance && wanted != Compliance)
                {
                    throw new InvalidOperationException(
                        "infra:copies.lock was compliance, which can never be undone. What is locked stays so until its days are over, "
                            + "whatever the line says.\n"
                            + "Write lock: compliance"
                    );
                }
            },
            new() { OnDryRun = true }
        );

    private static async Task<string?> ModeAsync(ImmutableDictionary<string, object?>? inputs) =>
        (await PropertyValue.PlainAsync(inputs)).GetValueOrDefault("rule") is IReadOnlyDictionary<string, object?> rule
        && rule.GetValueOrDefault("defaultRetention") is IReadOnlyDictionary<string, object?> retention
            ? retention.GetValueOrDefault("mode") as string
            : null;
}
