namespace Infra.Foundation;

/// <summary>
/// One way in which a recovery gets harder while nobody looks. The cloud's own monitoring watches it, so that the alarm lives when the
/// cluster does not.
/// </summary>
/// <param name="Name">A noun of every physical name, and the heading of its row in docs/alarms.md.</param>
/// <param name="Meaning">What has happened, and what it would cost.</param>
/// <param name="Mend">What to do, beyond <c>make ready</c>.</param>
internal sealed record RecoveryAlarm(string Name, string Meaning, string Mend)
{
    public static RecoveryAlarm BackupTooOld { get; } =
        new(
            "backup-too-old",
            "No daily backup of the database has ended well for more than a day, or nothing tells of one.",
            "Take one by hand with the line that it prints, then look why the daily one is missing."
        );

    public static RecoveryAlarm BackupFailed { get; } =
        new(
            "backup-failed",
            "The cloud reports that a daily backup of the database has failed.",
            "Take one by hand with the line that it prints, then look why the daily one fails."
        );

    public static RecoveryAlarm LogBehind { get; } =
        new(
            "log-behind",
            "The database's log is not put away as fast as it is written, or the metric is silent: what was written last could not be "
                + "restored to the second.",
            "Look at what the log waits for: a replication slot that nobody reads, a full disk, the storage of the cloud."
        );

    public static RecoveryAlarm StorageEnds { get; } =
        new(
            "storage-ends",
            "The database's storage is nearly full although it grows by itself, or the metric is silent: a full database stops, and takes "
                + "no backup.",
            "Raise infra:database.storageGiB and run pulumi up, or delete what is not needed."
        );

    public static RecoveryAlarm ConnectionsEnd { get; } =
        new(
            "connections-end",
            "The database's connections are nearly used up, or the metric is silent: the platform, and a recovery's own jobs, could not "
                + "log in.",
            "Look who holds them in pg_stat_activity, or raise infra:database.machineType."
        );

    public static RecoveryAlarm DatabaseInTrouble { get; } =
        new(
            "database-in-trouble",
            "The cloud reports a failure or the deletion of the database.",
            "Read what it says, and README's page of the worst day: a restore is the next generation, never an edit of a living database."
        );

    public static RecoveryAlarm KeyInDanger { get; } =
        new(
            "key-in-danger",
            "Somebody has disabled the key, or has set it to be deleted: without it no backup, image or secret can be read.",
            "Cancel it with the line that it prints, today."
        );

    public static RecoveryAlarm BucketChanged { get; } =
        new(
            "bucket-changed",
            "Somebody has changed what keeps the objects of the registry or the escrow: versions, lifecycle, lock, policy, or the bucket "
                + "itself.",
            "Run pulumi preview --refresh, and pulumi up where it was not meant."
        );

    public static RecoveryAlarm EscrowTooOld { get; } =
        new(
            "escrow-too-old",
            "No set of the deployments' secrets has left the cluster for three rounds, or nothing tells of one: after a loss of the "
                + "cluster they come back as they were then.",
            "Look at Velero: kubectl -n velero get backups; the cluster may be dead."
        );

    public static RecoveryAlarm ImagesNotCopied { get; } =
        new(
            "images-not-copied",
            "An image could not be copied to the region of the copies: a loss of the stack's own region would take it along.",
            "Copy it with the line that it prints, then look at the role that copies, the copy's bucket and its key."
        );

    public static RecoveryAlarm SetsNotCopied { get; } =
        new(
            "sets-not-copied",
            "A set of the deployments' secrets could not be copied to the region of the copies: a loss of the stack's own region would "
                + "take it along.",
            "Copy it with the line that it prints, then look at the role that copies, the copy's bucket and its key."
        );

    public static RecoveryAlarm NotProvenReady { get; } =
        new(
            "not-proven-ready",
            "No night has found the stack ready to be recovered for more than a day: a drill is overdue, something else is at fault, or "
                + "the nightly workflow did not run.",
            "Mend what it finds; a drill is make drill."
        );

    /// <summary>What the alarm says to whoever is told: what it is, what it means, what to do.</summary>
    /// <param name="stack">The stack's name.</param>
    public string Describe(string stack) => $"{Meaning} Run make ready STACK={stack}. {Mend} See docs/alarms.md, {Name}.";
}
