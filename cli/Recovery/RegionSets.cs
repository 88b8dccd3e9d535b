using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Foundation;

namespace Infra.Cli.Recovery;

/// <summary>The sets of a stack's deployments, for one that is born from its data.</summary>
internal static class RegionSets
{
    /// <summary>Whether the sets outlive the region, and can be read from the other one.</summary>
    /// <param name="stack">The stack whose region is lost.</param>
    /// <param name="region">Where the new one is to be.</param>
    public static bool Outlive(PlannedStack stack, string region) =>
        stack.Config.Cloud.Match(gcp => !gcp.Registry.Regions.IsEmpty, _ => stack.Config.Foundation.Copies?.Region == region);

    /// <summary>The lines that have the new stack take them; none where they are lost.</summary>
    /// <param name="stack">The stack whose region is lost.</param>
    /// <param name="region">Where the new one is to be.</param>
    public static IEnumerable<(string Path, string? Json)> Taken(PlannedStack stack, string region) =>
        Outlive(stack, region) ? Taken(stack.Config.Foundation, isCopy: stack.Config.Cloud.Match(_ => false, _ => true)) : [];

    /// <summary>The lines that have a stack take another one's sets, and answer to the name that is in them.</summary>
    /// <param name="spec">The other stack.</param>
    /// <param name="isCopy">Whether the copy of its bucket is read.</param>
    public static IEnumerable<(string Path, string? Json)> Taken(FoundationSpec spec, bool isCopy)
    {
        var from = new JsonObject { ["clusterGeneration"] = spec.Cluster.Generation };
        if (isCopy)
        {
            from["copy"] = true;
        }
        return
        [
            ("infra:escrow.from", from.ToJsonString()),
            (
                "infra:database.formerPrefixes",
                JsonSerializer.Serialize(spec.Database.FormerNames.Add(spec.Names).Select(names => names.Prefix))
            ),
        ];
    }
}
