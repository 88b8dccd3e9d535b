using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Infra.Platform;

/// <summary>On which nodes pods stand: the platform's own on one pool, the Airflow deployments' on the other.</summary>
/// <param name="Pool">The pool: <c>platform</c> or <c>airflow</c>.</param>
/// <param name="IsDedicated">Whether its nodes carry the taint, so that its pods have to tolerate it.</param>
internal sealed record NodePlacement(string Pool, bool IsDedicated)
{
    private const string Effect = "NoSchedule";

    /// <summary>The platform's own pods.</summary>
    public static NodePlacement Platform(ClusterSpec cluster) => new("platform", cluster.Platform.Dedicated);

    /// <summary>The Airflow deployments' pods.</summary>
    public static NodePlacement Airflow(ClusterSpec cluster) => new("airflow", cluster.Airflow.Dedicated);

    /// <summary>The node label, as a chart's <c>nodeSelector</c>.</summary>
    public ImmutableDictionary<string, object> Selector => ChartValues.Map((NodePoolSpec.Label, Pool));

    /// <summary>What the pods tolerate, as a chart's <c>tolerations</c>.</summary>
    public ImmutableArray<object> Tolerations =>
        IsDedicated
            ? ChartValues.List(ChartValues.Map(("key", NodePoolSpec.Label), ("operator", "Equal"), ("value", Pool), ("effect", Effect)))
            : [];

    /// <summary>Places a pod of the stack's own.</summary>
    public PodSpecArgs Place(PodSpecArgs pod)
    {
        pod.NodeSelector = new InputMap<string> { [NodePoolSpec.Label] = Pool };
        if (IsDedicated)
        {
            pod.Tolerations.Add(
                new TolerationArgs
                {
                    Key = NodePoolSpec.Label,
                    Operator = "Equal",
                    Value = Pool,
                    Effect = Effect,
                }
            );
        }
        return pod;
    }
}
