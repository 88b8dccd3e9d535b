using Infra.Foundation;
using Pulumi.Aws.Rds;

namespace Infra.Aws;

/// <summary>
/// The active database's daily backups and its log in another region, a few minutes behind:
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html. A generation that is retired leaves its copy in the
/// cloud, as it stays there itself: the copy follows it as long as it lives, and is kept for its days after that.
/// </summary>
internal static class DatabaseCopy
{
    /// <summary>Declares it; the cloud needs a while for the first backup, and nothing waits for that.</summary>
    /// <param name="there">The region of the copies.</param>
    /// <param name="postgres">The active database.</param>
    /// <param name="key">The key of that region.</param>
    /// <param name="copies">How long a copy is kept.</param>
    public static void Declare(AwsScope there, RdsPostgres postgres, EncryptionKey key, CopiesSpec copies)
    {
        var options = there.Spec.Lifetime.DatabaseGeneration(
            new()
            {
                Parent = there.Parent,
                Provider = there.Provider,
                // RDS replicates to one region, once: another figure would have to end the copy before it begins the next one.
                IgnoreChanges = { "retentionPeriod", "kmsKeyId" },
            }
        );
        new InstanceAutomatedBackupsReplication(
            $"database-copy-{copies.Region}-g{there.Spec.Database.Generation}",
            new()
            {
                SourceDbInstanceArn = postgres.Instance.Arn,
                // The backups' own key stays in its region.
                KmsKeyId = key.Arn,
                RetentionPeriod = copies.RetentionDays,
            },
            options
        );
    }
}
