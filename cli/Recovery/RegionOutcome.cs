using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Recovery;

/// <summary>What the loss of a region leaves: what was copied out of it while it lived.</summary>
internal static class RegionOutcome
{
    private const string Everything = "every user, deployment, connection, variable and run, and every image; metrics and task logs";
    private const string Missing = "`infra:copies` is not set";

    public static LossOutcome Of(PlannedStack stack, LossFacts facts)
    {
        var (has, copies) = (RegionCopies.Of(stack, facts), stack.Config.Foundation.Copies);
        return stack.Config.Cloud.Match(gcp => OnGcp(gcp, copies, has), _ => OnAws(copies, has));
    }

    private static LossOutcome OnGcp(CloudConfig.Gcp gcp, CopiesSpec? copies, RegionCopies has)
    {
        var images = gcp.Registry.Regions.IsEmpty
            ? ""
            : $"; images and the deployments' sets, in "
                + string.Join(" and ", gcp.Registry.Regions.Select(region => region.ToLowerInvariant()));
        var lostImages = gcp.Registry.Regions.IsEmpty
            ? "images, until `astro deploy`; what stood in the deployments' namespaces alone; "
            : "";
        return has.HasDatabase
            ? new(
                $"the daily backups, in {copies?.Region ?? gcp.BackupLocation ?? "a multi-region"}; all secrets{images}",
                $"what was written since the last backup, {DatabaseBackups.BackupDistance.TotalHours} hours at most; {lostImages}metrics "
                    + "and task logs",
                DatabaseBackups.BackupDistance
            )
            : new($"all secrets{images}; the backups are encrypted with a key of the region, and it goes with it: {Missing}", Everything);
    }

    // How late a copy is AWS does not promise.
    private static LossOutcome OnAws(CopiesSpec? copies, RegionCopies has) =>
        has switch
        {
            { HasDatabase: true, HasIdentities: true } => new(
                $"the database's log, the images, the deployments' sets and the secrets, in {copies?.Region ?? "the other region"}",
                "what was written in the minutes since the last copy; metrics and task logs"
            ),
            { HasDatabase: true } => new(
                "the copy of the database; no key that decrypts it",
                "what was written since the last copy; every stored connection and variable, entered anew; images, until `astro deploy`; "
                    + "metrics and task logs"
            ),
            _ => new($"nothing, for nothing is copied to another region: {Missing}", Everything),
        };
}
