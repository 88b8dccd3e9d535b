using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:escrow.from</c>.</summary>
internal static class EscrowOriginSection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:escrow.from",
            "The sets of the stack in `infra:identity.from`, read and never written to, so that its deployments come back with their "
                + "secrets. Matters at birth only; take it out together with `infra:identity.from`.",
            absence: "no other stack's sets are read"
        );

    private static readonly Key<int> ClusterGeneration = Keys.Required(
        "clusterGeneration",
        new WholeNumber(1, 999),
        "2",
        "That stack's `infra:cluster.generation`: each generation has written to a folder of its own, and all of them are read.",
        LaterChange.AtBirth()
    );

    private static readonly Key<bool> Copy = Keys.Defaulted(
        "copy",
        new Flag(),
        false,
        "true",
        "AWS: read the copy that `infra:copies` of that stack keeps in this stack's region, because the bucket itself is lost with its "
            + "region.",
        LaterChange.AtBirth()
    );

    /// <param name="origin">The values.</param>
    /// <param name="cloud">Where this stack stands.</param>
    /// <param name="identity">Which stack it is.</param>
    /// <param name="database">By which names deployments know the database.</param>
    public static EscrowOrigin? Read(ConfigurationSection origin, CloudConfig cloud, IdentitySpec identity, DatabaseSpec database)
    {
        var (clusters, isCopy) = (origin.Read(ClusterGeneration), origin.Read(Copy));
        if (identity.Source is not { } source)
        {
            origin.Fault(Keys, "infra:identity.from names no stack whose sets these would be", "Write infra:identity.from, or remove it");
            return null;
        }
        var names = new PhysicalNames(source.Prefix);
        if (isCopy && cloud is CloudConfig.Gcp)
        {
            origin.Fault(Copy, "on Google Cloud a set has no copy besides its bucket", "Remove the line");
        }
        if (cloud is CloudConfig.Aws aws && source.Account is { } account && account != aws.AccountId)
        {
            origin.Fault(
                Keys,
                $"the sets are in account {account}, and only those of this stack's own account are read",
                "Remove it; the deployments are then installed anew"
            );
        }
        if (!database.FormerNames.Contains(names))
        {
            origin.Fault(
                Keys,
                $"the deployments of {names.Prefix} know the database as {names.DatabaseAlias}, and nothing leads from there to this one",
                $"Write infra:database.formerPrefixes: [{names.Prefix}]"
            );
        }
        return new(names, clusters, isCopy, source.Project);
    }
}
