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
            "Copies in another region: the database's backups, and on AWS the secrets, which Google keeps in every region. "
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
            + "([why](gcp.md#choices-at-the-launch))."
    );

    private static readonly Key<int> RetentionDays = Keys.Optional(
        "retentionDays",
        new WholeNumber(7, MostRetentionDays),
        "as many as `infra:database.backup.retentionDays`",
        "14",
        "Days that a copy of the database's backups is kept, that of a retired or deleted database too; at least "
            + "`infra:database.backup.retentionDays`. "
            + "On AWS a generation's copy keeps the days that it was begun with."
    );

    /// <param name="copies">The values.</param>
    /// <param name="cloud">Where the stack stands.</param>
    /// <param name="backup">How long the database's backups are kept.</param>
    public static CopiesSpec Read(ConfigurationSection copies, CloudConfig cloud, BackupPolicy backup)
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
        return new(region, days);
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
