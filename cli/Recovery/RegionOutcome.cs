using Infra.Configuration;

namespace Infra.Cli.Recovery;

/// <summary>What the loss of a region leaves: what was copied out of it while it lived.</summary>
internal static class RegionOutcome
{
    private const string Everything = "every user, deployment, connection, variable and run, and every image; metrics and task logs";

    public static LossOutcome Of(PlannedStack stack, LossFacts facts)
    {
        var copies = RegionCopies.Of(stack, facts);
        return stack.Config.Cloud.Match(gcp => OnGcp(gcp, copies), aws => OnAws(aws, copies));
    }

    private static LossOutcome OnGcp(CloudConfig.Gcp gcp, RegionCopies copies)
    {
        var images = gcp.Registry.Regions.IsEmpty ? "" : $"; images, in {string.Join(" and ", gcp.Registry.Regions.Select(region => region.ToLowerInvariant()))}";
        var lostImages = gcp.Registry.Regions.IsEmpty ? "images, until `astro deploy`; " : "";
        return copies.HasDatabase
            ? new($"the daily backups, in {gcp.BackupLocation ?? "a multi-region"}; all secrets{images}",
                $"what was written since the last backup, {DatabaseBackups.BackupDistance.TotalHours} hours at most; {lostImages}metrics and task logs", DatabaseBackups.BackupDistance)
            : new($"all secrets{images}; the backups are kept in {gcp.BackupLocation}, and go with it", Everything);
    }

    // The program copies the secrets; the backups are replicated by hand, and how late that is AWS does not promise.
    private static LossOutcome OnAws(CloudConfig.Aws aws, RegionCopies copies) => copies switch
    {
        { HasDatabase: true, HasIdentities: true } => new(
            $"the secrets, in {aws.ReplicaRegion ?? "the other region"}; the database's log, if its automated backups are replicated there",
            "what was written in the minutes since the last copy, and everything without one; images, until `astro deploy`; metrics and task logs"),
        { HasDatabase: true } => new("the copy of the database; no key that decrypts it",
            "what was written since the last copy; every stored connection and variable, entered anew; images, until `astro deploy`; metrics and task logs"),
        _ => new("nothing, for nothing is copied to another region: `infra:aws.replicaRegion` is not set", Everything),
    };
}
