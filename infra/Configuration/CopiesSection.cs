using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Configuration.Offers;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:copies</c>.</summary>
internal static partial class CopiesSection
{
    // What RDS keeps of replicated backups: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
    private const int MostRetentionDays = 35;

    public static KeyGroup Keys { get; } =
        new(
            "infra:copies",
            "Copies in another region: the database's backups, and on AWS the images, the deployments' sets and the secrets, which Google "
                + "keeps in every region. "
                + "Without them a lost region takes everything with it.",
            absence: "nothing is copied to another region"
        );

    private static readonly Key<string> Region = Keys.Required(
        "region",
        new Text("another region of the same cloud", RegionForm()),
        "eu-west-1",
        "The region of the copies. They do not move: another region, or none, is refused as long as copies stand in this one. "
            + "On Google Cloud a database that is made while the line stands has no key of its own, because such a key would be lost with "
            + "its region "
            + "([why](gcp.md#choices-at-the-launch)).",
        LaterChange.Differs(
            gcp: LaterChange.InPlace("for backups that are made from then on"),
            aws: LaterChange.Refused("copies do not move")
        )
    );

    private static readonly Key<CopyLock> Lock = Keys.Defaulted(
        "lock",
        new OneOf<CopyLock>(("none", CopyLock.None), ("governance", CopyLock.Governance), ("compliance", CopyLock.Compliance)),
        CopyLock.None,
        "governance",
        "AWS: who may delete a copied image or set within `retentionDays` of its copying. `none`: whoever may delete objects. "
            + "`governance`: who has the right `s3:BypassGovernanceRetention`, which the role that deploys has not. `compliance`: nobody, "
            + "not AWS and not the account's root user, and **this can never be undone**. It holds what is copied from then on. A stack "
            + "goes from `none` to `governance` to `compliance`, and never back ([more](aws.md#copies)).",
        LaterChange.InPlace("only upwards; a weaker one is refused")
    );

    private static readonly Key<int> RetentionDays = Keys.Optional(
        "retentionDays",
        new WholeNumber(7, MostRetentionDays),
        "as many as `infra:database.backup.retentionDays`",
        "14",
        "Days that a copy of the database's backups is kept, that of a retired or deleted database too; at least "
            + "`infra:database.backup.retentionDays`. "
            + "On AWS a generation's copy keeps the days that it was begun with, and a locked object those that it was copied with.",
        LaterChange.InPlace("on AWS for what is copied from then on")
    );

    /// <param name="copies">The values.</param>
    /// <param name="cloud">Where the stack stands.</param>
    /// <param name="backup">How long the database's backups are kept.</param>
    /// <param name="lifetime">Whether the stack is to be destroyed one day.</param>
    public static CopiesSpec Read(ConfigurationSection copies, CloudConfig cloud, BackupPolicy backup, StackLifetime lifetime)
    {
        var (region, least) = (copies.Read(Region), Math.Max(backup.RetentionDays, backup.PointInTimeDays));
        var days = copies.Has(RetentionDays) ? copies.Read(RetentionDays) : least;
        if (copies.AreSound(Region) && Problem(region, cloud) is var (problem, remedy))
        {
            copies.Fault(Region, problem, remedy);
        }
        if (copies.AreSound(RetentionDays) && days < least)
        {
            copies.Fault(
                RetentionDays,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the backups themselves are kept for {least} days, and their copies for {days}"
                ),
                string.Create(CultureInfo.InvariantCulture, $"Write at least {least}, or remove the line")
            );
        }
        copies.Doubt(Region, cloud.Match(_ => RegionTable.GoogleCloud, _ => RegionTable.Aws).Doubt(region));
        return new(region, ReadLock(copies, cloud, lifetime, days), days);
    }

    private static CopyLock ReadLock(ConfigurationSection copies, CloudConfig cloud, StackLifetime lifetime, int days)
    {
        var held = copies.Read(Lock);
        if (held == CopyLock.None)
        {
            return held;
        }
        if (cloud is CloudConfig.Gcp)
        {
            copies.Fault(
                Lock,
                "on Google Cloud the copies are Cloud SQL's own backups, and nothing here locks them",
                "Remove the line; what holds backups against everybody there is a vault of Backup and DR that somebody else administers: "
                    + "https://cloud.google.com/backup-disaster-recovery/docs/concepts/backup-vault"
            );
        }
        else if (!lifetime.IsDurable)
        {
            copies.Fault(Lock, "a disposable stack is destroyed with everything in it, and what is locked can not be", "Remove the line");
        }
        else if (held == CopyLock.Compliance)
        {
            copies.Warn(
                Lock,
                $"compliance can never be undone: for {days} days from its copying nobody can delete a copied image or set, AWS and the "
                    + "account's root user included, and it is paid for as long",
                "Write governance as long as you are trying it out"
            );
        }
        return held;
    }

    private static (string Problem, string Remedy)? Problem(string region, CloudConfig cloud)
    {
        var (isOfCloud, words, example) = cloud.Match(
            _ => (GcpSection.RegionForm().IsMatch(region), "Google Cloud's", "europe-west4"),
            _ => (AwsSection.RegionForm().IsMatch(region), "AWS's", "eu-west-1")
        );
        return !isOfCloud
                ? ($"'{region}' is no region of {words}, and a copy stays on the stack's own cloud", $"Write for example {example}")
            : region == cloud.Region ? ($"{region} is the stack's own region, and is lost with it", "Name another region")
            : cloud is CloudConfig.Gcp { BackupLocation: { } location }
                ? (
                    $"infra:gcp.backupLocation puts the database's backups into {location}, and they are the copies",
                    "Remove infra:gcp.backupLocation"
                )
            : null;
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)+-?[0-9]+$")]
    private static partial Regex RegionForm();
}
