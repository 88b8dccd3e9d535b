namespace Infra.Cli.Recovery;

/// <summary>What of a stack is outside of its region, as the program registers it and as a person knows.</summary>
/// <param name="HasDatabase">Whether there is something that a database can be born from.</param>
/// <param name="HasIdentities">Whether its secrets can be read there.</param>
internal sealed record RegionCopies(bool HasDatabase, bool HasIdentities)
{
    /// <summary>The copies of a stack.</summary>
    public static RegionCopies Of(PlannedStack stack, LossFacts facts)
    {
        var isCopied = stack.Config.Foundation.Copies is not null;
        // Without copies a backup of Google's lies elsewhere too, and the key that opens it is lost. A secret of Google's is in all
        // regions.
        return new(
            facts.Copy is not null || facts.Backup is not null || isCopied,
            isCopied || stack.Config.Cloud.Match(_ => true, _ => false)
        );
    }
}
