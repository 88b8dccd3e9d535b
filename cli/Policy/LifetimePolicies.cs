using System.Collections.Immutable;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Policy;

/// <summary>That what is meant to go can go: a disposable stack, a cluster, and what is in it.</summary>
internal static class LifetimePolicies
{
    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "disposable-goes",
            "A disposable stack protects and retains nothing.",
            "A try-out that can not be destroyed goes on costing money and names.",
            "Take the options from StackLifetime, which knows the stack's lifetime."
        )
        {
            Breaches = platform =>
                platform.IsDurable
                    ? []
                    : platform
                        .Resources.Where(thing => thing.Protect || thing.RetainOnDelete)
                        .Select(thing => new Breach(thing.Name, "it is protected or retained")),
        },
        new(
            "cluster-can-be-lost",
            "Nothing keeps a cluster from being deleted and made anew.",
            "A relaunch must not wait for somebody who may switch a protection off.",
            "Write deletionProtection = false, and neither protect nor retain it."
        )
        {
            Breaches = platform =>
                PolicyRule.Held(
                    platform,
                    Lifetime.ClusterGeneration,
                    thing => thing is { Protect: false, RetainOnDelete: false } && thing.Inputs.Flag("deletionProtection") == false,
                    "it is protected or retained, or deletionProtection is not false"
                ),
        },
        new(
            "goes-with-the-cluster",
            "What is inside a cluster goes with it.",
            "A dead API server answers nothing; without DeletedWith its objects could never leave the state.",
            "Declare it with the options of InCluster."
        )
        {
            Breaches = platform =>
                platform
                    .Resources.Where(thing =>
                        thing.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
                        && thing.DeletedWith?.StartsWith("cluster-g", StringComparison.Ordinal) != true
                    )
                    .Select(thing => new Breach(thing.Name, "it has no DeletedWith that names its cluster")),
        },
    ];
}
