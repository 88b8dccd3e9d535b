using System.Globalization;
using Infra.Foundation;
using Pulumi;

namespace Infra.Aws;

/// <summary>How many nodes a group may have at least. EKS takes no least above the nodes that the group is at.</summary>
internal static class NodeGroupSize
{
    /// <summary>
    /// Runs before a group is updated, in preview too. EKS refuses it as "Minimum capacity … can't be greater than desired size".
    /// </summary>
    /// <param name="group">The group's logical name.</param>
    /// <param name="pool">The pool's name, as <c>infra:cluster</c> has it.</param>
    public static ResourceHook RefuseToOutgrow(string group, string pool) =>
        new(
            $"{group}-has-the-nodes",
            async (args, _) =>
            {
                // The autoscaler moves the desired size: the newest one that is known is in the outputs.
                var (stands, wanted) = (await PropertyValue.PlainAsync(args.OldOutputs), await PropertyValue.PlainAsync(args.NewInputs));
                if (Number(stands, "desiredSize") is { } nodes && Number(wanted, "minSize") is { } least && least > nodes)
                {
                    throw new InvalidOperationException(
                        $"infra:cluster.{pool}.leastNodes asks for {least} nodes in the group {wanted["nodeGroupName"]}, which has "
                            + $"{nodes}. EKS takes no least above what is there. "
                            + "Let it grow first, then update with a refresh:\n"
                            + $"  aws eks update-nodegroup-config --cluster-name {wanted["clusterName"]} --nodegroup-name "
                            + $"{wanted["nodeGroupName"]} --scaling-config desiredSize={least}\n"
                            + "  pulumi up --refresh"
                    );
                }
            },
            new() { OnDryRun = true }
        );

    // A number comes over the wire as a double.
    private static int? Number(IReadOnlyDictionary<string, object?> group, string name) =>
        group.GetValueOrDefault("scalingConfig") is IReadOnlyDictionary<string, object?> scaling
        && scaling.GetValueOrDefault(name) is { } number
            ? Convert.ToInt32(number, CultureInfo.InvariantCulture)
            : null;
}
