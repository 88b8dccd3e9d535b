using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Rds.Inputs;

namespace Infra.Aws;

/// <summary>
/// How RDS is told what an instance is born from. Every way but one makes a new instance; what that inherits from its source
/// (user, key, size) must not be declared, for a different value would replace it.
/// </summary>
/// <remarks>https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance</remarks>
internal static class RdsRestore
{
    /// <summary>The log and the instant to restore, or null when the instance is not restored from a log.</summary>
    /// <param name="source">What the instance is born from.</param>
    /// <param name="previous">The identifier of the previous generation's instance.</param>
    public static Input<InstanceRestoreToPointInTimeArgs>? ToPointInTime(RestoreSource? source, Output<string> previous) =>
        source switch
        {
            RestoreSource.Latest latest => Log(latest.Log, previous, null),
            RestoreSource.PointInTime point => Log(point.Log, previous, point.Rfc3339),
            _ => default(Input<InstanceRestoreToPointInTimeArgs>),
        };

    /// <summary>The snapshot to restore, or null when the instance is not restored from one.</summary>
    public static Input<string>? Snapshot(RestoreSource? source) =>
        source is RestoreSource.NamedBackup backup ? backup.Name : default(Input<string>);

    /// <summary>
    /// Takes an existing instance over as it stands, if the source says so. All its inputs are ignored meanwhile: the engine
    /// refuses an import that differs. Without the line the next update brings it to what the stack asks for.
    /// </summary>
    public static void Adopt(RestoreSource? source, CustomResourceOptions options)
    {
        if (source is RestoreSource.Existing existing)
        {
            options.ImportId = existing.Name;
            options.IgnoreChanges = ["*"];
        }
    }

    private static InstanceRestoreToPointInTimeArgs Log(DatabaseLog log, Output<string> previous, string? time)
    {
        var args = new InstanceRestoreToPointInTimeArgs();
        if (time is null)
        {
            args.UseLatestRestorableTime = true;
        }
        else
        {
            args.RestoreTime = time;
        }
        switch (log)
        {
            case DatabaseLog.OfInstance living:
                args.SourceDbInstanceIdentifier = living.Name is null ? previous : living.Name;
                break;
            case DatabaseLog.OfDeletedInstance deleted:
                args.SourceDbiResourceId = deleted.Identity;
                break;
            case DatabaseLog.RegionCopy copy:
                args.SourceDbInstanceAutomatedBackupsArn = copy.Name;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(log), log, "Say here how RDS restores from this log.");
        }
        return args;
    }
}
