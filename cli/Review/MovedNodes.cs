using System.Collections.Immutable;
using Infra.Schemas;

namespace Infra.Cli.Review;

/// <summary>What a change of nodes moves. Nodes hold nothing of their own: what runs on them goes on elsewhere.</summary>
internal static class MovedNodes
{
    private const string Pods =
        "a pod goes to a node of its volume's zone, and a task that runs is ended, and tried again if its DAG has a retry left";

    // What gives a group that stands other nodes, one at a time, and the new one first:
    // https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html,
    // https://cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies
    private static readonly ImmutableDictionary<string, (string Name, string[] Rolling)> ByType = new Dictionary<string, (string, string[])>
    {
        ["aws:eks/nodeGroup:NodeGroup"] = ("nodeGroupName", ["version", "launchTemplate"]),
        ["gcp:container/nodePool:NodePool"] = ("name", ["nodeConfig.machineType"]),
    }.ToImmutableDictionary();

    /// <summary>What an update in place moves; null where no node is made anew.</summary>
    public static string? ByUpdate(RecordedStep step) =>
        ByType.TryGetValue(step.Type, out var nodes)
        && step.Changed.Where(path =>
            nodes.Rolling.Any(rolling => path == rolling || path.StartsWith($"{rolling}.", StringComparison.Ordinal))
        )
            is var changed
        && changed.Any()
            ? $"its nodes are replaced one by one, the new one first, because of {string.Join(", ", changed)}; {Pods}"
            : null;

    /// <summary>
    /// What a replacement moves; null where the old nodes go first: a group of the same name, or one that the preview deletes before.
    /// </summary>
    public static string? ByReplacement(RecordedStep step, RecordedPreview preview) =>
        ByType.TryGetValue(step.Type, out var nodes)
        && step is { Before: { } before, After: { } after }
        && after.Inputs.Text(nodes.Name) is { } name
        && name != before.Inputs.Text(nodes.Name)
        && preview.ByUrn[step.Urn].First().Operation is not ("delete-replaced" or "discard-replaced")
            ? $"{name} is made beside {before.Inputs.Text(nodes.Name)}, because of {string.Join(", ", step.Changed)}; once all new nodes "
                + $"stand, the old ones are drained and go; {Pods}"
            : null;
}
