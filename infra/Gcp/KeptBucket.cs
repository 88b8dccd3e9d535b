using Pulumi;
using Pulumi.Gcp.Storage;
using Pulumi.Gcp.Storage.Inputs;

namespace Infra.Gcp;

/// <summary>
/// A bucket that outlives every cluster: versioned, encrypted with a key of the stack's, closed to the public, in the registry's location.
/// </summary>
internal static class KeptBucket
{
    private const int SecondsPerDay = 86400;
    private const int DaysOfAnUpload = 7;

    // Cloud Storage takes no longer soft delete: https://cloud.google.com/storage/docs/soft-delete
    private const int MostSoftDays = 90;

    /// <summary>Declares the bucket.</summary>
    /// <param name="scope">Project, names, location and lifetime.</param>
    /// <param name="parent">The component that it is shown under.</param>
    /// <param name="storage">The API that must be on.</param>
    /// <param name="key">What encrypts it.</param>
    /// <param name="noun">What it is for; part of each name.</param>
    /// <param name="keepDeletedDays">Days that deleted and overwritten objects can be brought back.</param>
    /// <param name="expireDays">Days after which an object is deleted; null: never.</param>
    public static Bucket Declare(
        GcpScope scope,
        Resource parent,
        Resource storage,
        KeyUse key,
        string noun,
        int keepDeletedDays,
        int? expireDays = null
    )
    {
        var location = scope.Cloud.Registry;
        var rules = new InputList<BucketLifecycleRuleArgs>
        {
            new BucketLifecycleRuleArgs
            {
                Action = new BucketLifecycleRuleActionArgs { Type = "Delete" },
                Condition = new BucketLifecycleRuleConditionArgs { DaysSinceNoncurrentTime = keepDeletedDays, WithState = "ARCHIVED" },
            },
            new BucketLifecycleRuleArgs
            {
                Action = new BucketLifecycleRuleActionArgs { Type = "AbortIncompleteMultipartUpload" },
                Condition = new BucketLifecycleRuleConditionArgs { Age = DaysOfAnUpload },
            },
        };
        if (expireDays is { } days)
        {
            rules.Add(
                new BucketLifecycleRuleArgs
                {
                    Action = new BucketLifecycleRuleActionArgs { Type = "Delete" },
                    Condition = new BucketLifecycleRuleConditionArgs { Age = days, WithState = "LIVE" },
                }
            );
        }
        return new(
            $"{noun}-bucket",
            new()
            {
                // Bucket names are one world for everybody; the project's id is unique in it.
                Name = $"{scope.Spec.Names.Permanent(noun)}-{scope.Cloud.Project}",
                Location = location.Name,
                CustomPlacementConfig = location.Regions.IsEmpty
                    ? default(Input<BucketCustomPlacementConfigArgs>)
                    : new BucketCustomPlacementConfigArgs { DataLocations = location.Regions.ToArray() },
                // Turbo: an object is in both regions 15 minutes after it was written.
                Rpo = location.Regions.IsEmpty ? default(Input<string>) : "ASYNC_TURBO",
                UniformBucketLevelAccess = true,
                PublicAccessPrevention = "enforced",
                Encryption = new BucketEncryptionArgs { DefaultKmsKeyName = key.Id },
                Versioning = new BucketVersioningArgs { Enabled = true },
                SoftDeletePolicy = new BucketSoftDeletePolicyArgs
                {
                    RetentionDurationSeconds = Math.Min(keepDeletedDays, MostSoftDays) * SecondsPerDay,
                },
                LifecycleRules = rules,
                ForceDestroy = !scope.Spec.Lifetime.IsDurable,
            },
            scope.Permanent(parent, storage, key.Grant)
        );
    }
}
