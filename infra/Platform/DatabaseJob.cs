using Infra.Configuration;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Platform;

/// <summary>A job that runs a script against the database once, and that an <c>up</c> waits for.</summary>
internal static class DatabaseJob
{
    /// <summary>The label that Kubernetes gives every pod of a job: the job's name.</summary>
    public const string Label = "batch.kubernetes.io/job-name";

    private const int Attempts = 2;

    /// <summary>A job's name, logical and physical.</summary>
    /// <param name="noun">What it begins with.</param>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which database it is of.</param>
    public static string Name(string noun, InCluster cluster, PlatformConfig config) =>
        cluster.LogicalName($"{noun}-g{config.Foundation.Database.Generation}");

    /// <summary>Declares the job. It is named by both generations, so each pair has its own.</summary>
    /// <param name="noun">What the job's name begins with.</param>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which database it is of.</param>
    /// <param name="container">What it runs.</param>
    /// <param name="before">What must stand first.</param>
    public static Job Declare(string noun, InCluster cluster, PlatformConfig config, ContainerArgs container, params Resource[] before) =>
        Declare(
            noun,
            cluster,
            config,
            new PodSpecArgs
            {
                RestartPolicy = "Never",
                AutomountServiceAccountToken = false,
                Containers = { container },
            },
            TimeSpan.FromHours(1),
            before
        );

    /// <summary>Declares a job of more than one container, or with an account in the cluster.</summary>
    /// <param name="noun">What the job's name begins with.</param>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which database it is of.</param>
    /// <param name="pod">What it runs.</param>
    /// <param name="longest">How long the provider waits for its end; it would give up after ten minutes.</param>
    /// <param name="before">What must stand first.</param>
    public static Job Declare(
        string noun,
        InCluster cluster,
        PlatformConfig config,
        PodSpecArgs pod,
        TimeSpan longest,
        params Resource[] before
    )
    {
        var name = Name(noun, cluster, config);
        var options = cluster.Options(before);
        options.CustomTimeouts = new() { Create = longest };
        return new Job(
            name,
            new JobArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = name,
                    Namespace = PlatformNamespace.Release,
                    // A job that has failed never ends well; the next update makes it anew instead of waiting for it.
                    // https://www.pulumi.com/registry/packages/kubernetes/api-docs/batch/v1/job/
                    Annotations = { ["pulumi.com/replaceUnready"] = "true" },
                },
                Spec = new JobSpecArgs
                {
                    BackoffLimit = Attempts - 1,
                    Template = new PodTemplateSpecArgs { Spec = NodePlacement.Platform(config.Foundation.Cluster).Place(pod) },
                },
            },
            options
        );
    }
}
