using Pulumi;

namespace Infra.Platform;

/// <summary>
/// The lifetime of what is inside a cluster: logical names end in the cluster's generation, physical names stay, and all of
/// it goes with the cluster, so that a dead API server need not answer for anything.
/// </summary>
/// <param name="Parent">The component that it is shown under.</param>
/// <param name="Provider">Speaks to the generation's API server.</param>
/// <param name="Cluster">The cluster that it goes with.</param>
/// <param name="Generation">The cluster's generation.</param>
internal sealed record InCluster(Resource Parent, ProviderResource Provider, Resource Cluster, int Generation)
{
    /// <summary>The name in Pulumi's state.</summary>
    public string LogicalName(string name) => $"{name}-g{Generation}";

    /// <summary>The options of a resource in the cluster.</summary>
    public CustomResourceOptions Options(params Resource[] dependsOn) =>
        new()
        {
            Parent = Parent,
            Provider = Provider,
            DeletedWith = Cluster,
            DependsOn = dependsOn,
        };
}
