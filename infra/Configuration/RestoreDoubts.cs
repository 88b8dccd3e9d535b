using System.Globalization;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>What a restore names and no cloud can give back: found here, and not twenty minutes into an update.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Own">The stack's own names.</param>
/// <param name="Generation">The generation that is born.</param>
internal sealed record RestoreDoubts(CloudConfig Cloud, PhysicalNames Own, int Generation)
{
    // When the first instance of Postgres could be made there.
    // https://aws.amazon.com/blogs/aws/amazon-rds-for-postgresql/, https://cloud.google.com/sql/docs/release-notes#March_09_2017
    private static readonly DateTimeOffset RdsBegan = new(2013, 11, 14, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset CloudSqlBegan = new(2017, 3, 9, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Why the instance can not be the source; null where it can.</summary>
    public (string Problem, string Remedy)? OfInstance(string? instance) =>
        instance != Own.Database(Generation)
            ? null
            : (
                $"{instance} is the instance that is to be born",
                Generation == 1
                    ? "Name the one whose data is wanted"
                    : $"Remove it for {Own.Database(Generation - 1)}, or name the one whose data is wanted"
            );

    /// <summary>Why the instant can not be given back; null where nothing is known against it.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="deleted">When the instance was deleted, where it was and the cloud is told so.</param>
    public (string Problem, string Remedy)? OfInstant(DateTimeOffset instant, string? deleted)
    {
        var began = Cloud.Match(_ => CloudSqlBegan, _ => RdsBegan);
        if (instant < began)
        {
            return (
                $"{RestoreSource.Instant(instant)} is before the cloud had Postgres, {began:yyyy-MM-dd}",
                "Write the instant whose state is wanted"
            );
        }
        var isTime = DateTimeOffset.TryParse(deleted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end);
        return isTime && Cloud is CloudConfig.Gcp && end < instant
            ? (
                $"{RestoreSource.Instant(instant)} is after the instance was deleted, {RestoreSource.Instant(end)}",
                $"Write an instant up to {RestoreSource.Instant(end)}"
            )
            : null;
    }

    /// <summary>Why an ARN names nothing that this stack can be born from; null where it does, or it is no ARN.</summary>
    public (string Problem, string Remedy)? OfArn(string? arn)
    {
        if (arn?.Split(':') is not ["arn", var partition, _, var region, var account, ..] || Cloud is not CloudConfig.Aws aws)
        {
            return null;
        }
        return partition != "aws" ? ($"it is of the partition {partition}, which shares nothing with this stack's", "Name one of aws")
            : region != aws.Region
                ? (
                    $"it is in {region}, and the database is born in {aws.Region}",
                    $"Copy it to {aws.Region} first, or set aws:region to {region}"
                )
            : aws.AccountId.Length > 0 && account != aws.AccountId
                ? ($"it is of the account {account}, and the stack's is {aws.AccountId}", $"Copy it to {aws.AccountId} first")
            : null;
    }
}
