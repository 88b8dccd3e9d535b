namespace Infra.Cli.Recovery;

/// <summary>What of a stack is outside of its region, as the program registers it and as a person knows.</summary>
/// <param name="HasDatabase">Whether there is something that a database can be born from.</param>
/// <param name="HasIdentities">Whether its secrets can be read there.</param>
internal sealed record RegionCopies(bool HasDatabase, bool HasIdentities)
{
    /// <summary>The copies of a stack.</summary>
    public static RegionCopies Of(PlannedStack stack, LossFacts facts)
    {
        var isNamed = facts.Copy is not null || facts.Backup is not null;
        return stack.Config.Cloud.Match(
            // A backup run lies in a multi-region unless somebody put it into the region; a secret is in all regions.
            gcp => new RegionCopies(isNamed || gcp.BackupLocation != gcp.Region, true),
            // The program replicates the secrets; the backups are replicated by hand, into the same region.
            aws => new RegionCopies(isNamed || aws.ReplicaRegion is not null, aws.ReplicaRegion is not null));
    }
}
