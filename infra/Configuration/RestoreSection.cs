using System.Globalization;
using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:database.restore</c>: the same keys on both clouds, with names in the cloud's own words.</summary>
internal static class RestoreSection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:database.restore",
            "What the active database generation is born from: one of `latest`, `pointInTime`, `backup` and `adopt`. Matters at birth "
                + "only; may stay or go afterwards. Absent: born empty."
        );

    private static readonly Key<DateTimeOffset> PointInTime = Keys.Optional(
        "pointInTime",
        new Instant(),
        "not restored to an instant",
        "\"2026-11-23T13:02:30Z\"",
        "The instant whose state is wanted. The program has no clock: `make preview` says how old that state is, and the cloud refuses an "
            + "instant outside of its window.",
        LaterChange.Refused("a generation is born once; raise `generation`. The line may go")
    );

    private static readonly Key<bool> Latest = Keys.Defaulted(
        "latest",
        new Flag(),
        false,
        "true",
        "The most recent state that the cloud can restore.",
        LaterChange.Refused("a generation is born once; raise `generation`. The line may go")
    );

    private static readonly Key<string> Backup = Keys.Optional(
        "backup",
        new Text("the name of a backup"),
        "not restored from a named backup",
        "astro-prod-db-g1-final",
        "One stored backup: an RDS snapshot's identifier or ARN; the number of a Cloud SQL backup run, or a backup vault's backup.",
        LaterChange.Refused("a generation is born once; raise `generation`. The line may go")
    );

    private static readonly Key<string> Adopt = Keys.Optional(
        "adopt",
        new Text("the name of a database instance"),
        "nothing is adopted",
        "airflow-metadata",
        "An existing instance that becomes generation 1 as it stands. Take the line out afterwards: the next up brings the instance to "
            + "what the stack asks for.",
        LaterChange.Refused("a generation is born once; raise `generation`. The line may go")
    );

    private static readonly Key<string> Instance = Keys.Optional(
        "instance",
        new Text("the name of a database instance"),
        "the generation before this one",
        "astro-prod-db-g1",
        "The cloud's name of the instance whose data is wanted.",
        LaterChange.Refused("a generation is born once; raise `generation`. The line may go")
    );

    private static readonly Key<string> Deleted = Keys.Optional(
        "deleted",
        new Text("what tells the deleted instance from others of its name"),
        "the instance is alive",
        "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "A deleted instance, whose retained backups are restored: its resource id on RDS, the time of its deletion on Cloud SQL.",
        LaterChange.Refused("a generation is born once; raise `generation`. The line may go")
    );

    private static readonly Key<string> Copy = Keys.Optional(
        "copy",
        new Text("the name of another region's copy"),
        "the source is in this region",
        "arn:aws:rds:eu-central-1:123456789012:auto-backup:ab-1a2b",
        "Another region's copy: the ARN of RDS's replicated automated backups, or the data source of a Google backup vault.",
        LaterChange.Refused("a generation is born once; raise `generation`. The line may go")
    );

    /// <param name="restore">The values.</param>
    /// <param name="generation">The generation that is born.</param>
    /// <param name="cloud">The cloud.</param>
    /// <param name="own">The stack's own names.</param>
    public static RestoreSource? Read(ConfigurationSection restore, int generation, CloudConfig cloud, PhysicalNames own)
    {
        var onCloudSql = cloud is CloudConfig.Gcp;
        var instance = Optional(restore, Instance);
        var (backup, adopt) = (Optional(restore, Backup), Optional(restore, Adopt));
        var time = restore.Has(PointInTime) ? restore.Read(PointInTime) : (DateTimeOffset?)null;
        RestoreWords
            .Of(onCloudSql)
            .Check(
                restore,
                (Instance, instance ?? adopt),
                (Backup, backup),
                (Deleted, Optional(restore, Deleted)),
                (Copy, Optional(restore, Copy))
            );
        var doubts = new RestoreDoubts(cloud, own, generation);
        Note(Instance, doubts.OfInstance(instance));
        Note(PointInTime, time is { } instant ? doubts.OfInstant(instant, Optional(restore, Deleted)) : null);
        Note(Backup, doubts.OfArn(backup));
        Note(Copy, doubts.OfArn(Optional(restore, Copy)));
        var log = Log(restore, instance, onCloudSql);
        RestoreSource source;
        switch (restore.Read(Latest), time, backup, adopt)
        {
            case (true, null, null, null):
                source = new RestoreSource.Latest(log);
                break;
            case (false, { } at, null, null):
                source = new RestoreSource.PointInTime(log, at);
                break;
            case (false, null, { }, null):
                source = new RestoreSource.NamedBackup(backup, instance);
                break;
            case (false, null, null, { }):
                source = new RestoreSource.Existing(adopt);
                break;
            default:
                restore.Fault(
                    Keys,
                    "it does not say which one state is wanted",
                    $"Write one of pointInTime: {PointInTime.Example}, latest: true, backup: NAME or adopt: NAME"
                );
                return null;
        }
        Refuse(restore, source, onCloudSql, generation);
        return source;

        void Note(Key key, (string Problem, string Remedy)? doubt)
        {
            if (doubt is var (problem, remedy) && restore.AreSound(key))
            {
                restore.Fault(key, problem, remedy);
            }
        }
    }

    private static string? Optional(ConfigurationSection restore, Key<string> key) => restore.Has(key) ? restore.Read(key) : null;

    private static DatabaseLog Log(ConfigurationSection restore, string? instance, bool onCloudSql)
    {
        if (Optional(restore, Copy) is { } copy)
        {
            if (instance is not null || restore.Has(Deleted))
            {
                restore.Fault(Copy, "a copy in this region is named by itself", "Remove instance and deleted, or copy");
            }
            return new DatabaseLog.RegionCopy(copy);
        }
        if (Optional(restore, Deleted) is not { } deleted)
        {
            return new DatabaseLog.OfInstance(instance);
        }
        var isTime = DateTimeOffset.TryParse(deleted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        return new DatabaseLog.OfDeletedInstance(instance, onCloudSql && isTime ? RestoreSource.Instant(time) : deleted);
    }

    // What the cloud can not do, and what would be passed over in silence.
    private static void Refuse(ConfigurationSection restore, RestoreSource source, bool onCloudSql, int generation)
    {
        var log = source switch
        {
            RestoreSource.Latest latest => latest.Log,
            RestoreSource.PointInTime point => point.Log,
            _ => null,
        };
        if (log is null && (restore.Has(Copy) || restore.Has(Deleted)))
        {
            restore.Fault(
                restore.Has(Copy) ? Copy : Deleted,
                "it says whose log is restored, and a backup or an adopted instance needs none",
                "Remove it"
            );
        }
        if (source is RestoreSource.Latest && onCloudSql && log is not DatabaseLog.OfInstance)
        {
            restore.Fault(
                Latest,
                "Cloud SQL restores a deleted instance, or another region's copy, to a point in time only",
                $"Write pointInTime: {PointInTime.Example}"
            );
        }
        if (source is RestoreSource.Existing && (generation != 1 || restore.Has(Instance)))
        {
            restore.Fault(
                Adopt,
                "an existing instance is adopted as generation 1, by its own name",
                "Remove instance; or set infra:database.generation to 1; or restore from it with latest: true and instance: NAME"
            );
        }
        if (source is RestoreSource.NamedBackup && !onCloudSql && restore.Has(Instance))
        {
            restore.Fault(Instance, "an RDS snapshot is named by itself", "Remove it");
        }
        var leansOnPrevious =
            log is DatabaseLog.OfInstance { Name: null }
            || (onCloudSql && log is DatabaseLog.OfDeletedInstance { Name: null })
            || (onCloudSql && source is RestoreSource.NamedBackup { Owner: null } named && char.IsAsciiDigit(named.Name.FirstOrDefault()));
        if (generation == 1 && leansOnPrevious)
        {
            restore.Fault(
                Instance,
                "generation 1 has no generation before it to be restored from",
                "Raise infra:database.generation, or name the instance to restore from"
            );
        }
    }
}
