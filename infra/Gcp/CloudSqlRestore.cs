using System.Collections.Immutable;
using System.Globalization;
using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Sql;
using Pulumi.Gcp.Sql.Inputs;

namespace Infra.Gcp;

/// <summary>How Cloud SQL is told what an instance is born from.</summary>
/// <remarks>https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance</remarks>
internal static class CloudSqlRestore
{
    /// <summary>Whether the instance takes its size from its source: a clone does, while a backup is poured into a new instance.</summary>
    public static bool IsClone(RestoreSource? source) => source is RestoreSource.Latest or RestoreSource.PointInTime;

    /// <summary>Adds the source to the arguments of the new instance.</summary>
    /// <param name="args">The instance's arguments.</param>
    /// <param name="source">What the instance is born from.</param>
    /// <param name="previous">The name of the previous generation's instance.</param>
    public static void Add(DatabaseInstanceArgs args, RestoreSource? source, Output<string> previous)
    {
        switch (source)
        {
            case RestoreSource.Latest { Log: DatabaseLog.OfInstance log }:
                args.Clone = new DatabaseInstanceCloneArgs { SourceInstanceName = Named(log.Name, previous) };
                break;
            case RestoreSource.PointInTime { Log: DatabaseLog.OfInstance log } point:
                args.Clone = new DatabaseInstanceCloneArgs { SourceInstanceName = Named(log.Name, previous), PointInTime = point.Rfc3339 };
                break;
            case RestoreSource.PointInTime { Log: DatabaseLog.OfDeletedInstance log } point:
                args.Clone = new DatabaseInstanceCloneArgs
                {
                    SourceInstanceName = Named(log.Name, previous),
                    SourceInstanceDeletionTime = log.Identity,
                    PointInTime = point.Rfc3339,
                };
                break;
            case RestoreSource.PointInTime { Log: DatabaseLog.RegionCopy copy } point:
                args.PointInTimeRestoreContext = new DatabaseInstancePointInTimeRestoreContextArgs
                {
                    Datasource = copy.Name,
                    PointInTime = point.Rfc3339,
                };
                break;
            case RestoreSource.NamedBackup backup when !IsRun(backup):
                args.BackupdrBackup = backup.Name;
                break;
            case RestoreSource.NamedBackup or RestoreSource.Existing or null:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(source), source, "Say here how Cloud SQL restores this source.");
        }
    }

    /// <summary>Adds to the options what the source needs of them.</summary>
    /// <param name="options">The instance's options.</param>
    /// <param name="source">What the instance is born from.</param>
    /// <param name="previous">The name of the previous generation's instance.</param>
    public static void Add(CustomResourceOptions options, RestoreSource? source, Output<string> previous)
    {
        switch (source)
        {
            case RestoreSource.NamedBackup backup when IsRun(backup):
                options.ResourceTransformations.Add(args =>
                    args.Args is DatabaseInstanceArgs typed ? new(OfRun(typed, backup, previous), args.Options) : null
                );
                break;
            case RestoreSource.Existing existing:
                options.ImportId = existing.Name;
                // The engine refuses an import that differs. Without the line the next update brings it to what the stack asks for.
                options.IgnoreChanges = ["*"];
                break;
            default:
                break;
        }
    }

    private static bool IsRun(RestoreSource.NamedBackup backup) => char.IsAsciiDigit(backup.Name.FirstOrDefault());

    private static Input<string> Named(string? instance, Output<string> previous) => instance is null ? previous : instance;

    // The run's number is a time in milliseconds, thirteen digits, and the provider's C# class has room for nine: its schema says
    // integer, which the generator makes an int. On the wire every number is a double, so the same arguments are sent by their
    // wire names with the number as it is.
    private static DictionaryResourceArgs OfRun(DatabaseInstanceArgs args, RestoreSource.NamedBackup backup, Output<string> previous) =>
        new(
            new Dictionary<string, object?>
            {
                ["name"] = Wire(args.Name),
                ["project"] = Wire(args.Project),
                ["region"] = Wire(args.Region),
                ["databaseVersion"] = Wire(args.DatabaseVersion),
                ["encryptionKeyName"] = Wire(args.EncryptionKeyName),
                ["deletionProtection"] = Wire(args.DeletionProtection),
                ["settings"] = Wire(args.Settings),
                ["restoreBackupContext"] = ImmutableDictionary<string, object?>
                    .Empty.Add("backupRunId", double.Parse(backup.Name, CultureInfo.InvariantCulture))
                    .Add("instanceId", Named(backup.Owner, previous)),
            }.ToImmutableDictionary()
        );

    // Arguments by wire name may be outputs of anything, and no inputs.
    private static Output<object?> Wire<T>(Input<T>? value) => value.ToOutput().Apply(given => (object?)given);
}
