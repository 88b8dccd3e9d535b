using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Platform;

/// <summary>
/// The job that gives a relaunched or restored platform its deployments' namespaces back, before the release. It is a job, and no Restore of the
/// program's own: which set is the newest is known to the bucket alone, and a Restore that has failed is a fact that no wait of the provider
/// knows. <c>pulumi.com/waitFor</c> would wait for Completed until its timeout and could not say what came instead.
/// </summary>
internal static class EscrowRestore
{
    private const string Name = "escrow-restore";
    private const string Volume = "escrow";

    // Python speaks JSON and checks the API server's certificate with what it brings; the registry is that of the database's client.
    private const string Image = "python:3.13.7-alpine";
    private const string Registry = "public.ecr.aws/docker/library";
    private const int Nobody = 65534;

    // A hundred namespaces take minutes.
    private static readonly TimeSpan LongestRestore = TimeSpan.FromHours(2);

    /// <summary>Declares the job. It is named by both generations, so each pair has its own.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which set.</param>
    /// <param name="postgres">The database, which is asked for its deployments.</param>
    /// <param name="before">What must stand first: Velero, the namespace, the database's login.</param>
    public static Job Declare(InCluster cluster, PlatformConfig config, PostgresAccess postgres, params Resource[] before)
    {
        // By fact and not by number: whatever was not born empty, here or elsewhere, has deployments.
        var set = postgres.IsBornEmpty.Apply(empty => empty && cluster.Generation == 1 ? EscrowSpec.Nothing : config.Foundation.Escrow.Restore);
        var known = DatabaseClient.Container(config.Chart, postgres, postgres.Address, EscrowScript.Known,
            ("SET", set), ("DATABASES", DagPause.Databases), ("STEP", EscrowScript.Deployments));
        known.VolumeMounts.Add(new VolumeMountArgs { Name = Volume, MountPath = $"/{Volume}" });
        var pod = new PodSpecArgs
        {
            RestartPolicy = "Never",
            ServiceAccountName = Name,
            InitContainers = { known },
            Containers = { Container(config, set, $"g{config.Foundation.Database.Generation}-g{cluster.Generation}") },
            Volumes = { new VolumeArgs { Name = Volume, EmptyDir = new EmptyDirVolumeSourceArgs() } },
        };
        return DatabaseJob.Declare(Name, cluster, config, pod, LongestRestore, [.. before, Access(cluster, before)]);
    }

    private static ContainerArgs Container(PlatformConfig config, Input<string> set, string generations) => new()
    {
        Name = "restore",
        Image = $"{config.Chart.ImageRegistry ?? Registry}/{Image}",
        Command = { "python3", "-I", "-c", EscrowScript.Restore },
        Env =
        {
            new EnvVarArgs { Name = "SET", Value = set },
            new EnvVarArgs { Name = "GENERATIONS", Value = generations },
            new EnvVarArgs { Name = "VELERO", Value = EscrowStorage.Namespace },
            new EnvVarArgs { Name = "PREFIX", Value = VeleroRelease.Deployments.TrimEnd('*') },
        },
        VolumeMounts = { new VolumeMountArgs { Name = Volume, MountPath = $"/{Volume}", ReadOnly = true } },
        Resources = new ResourceRequirementsArgs { Requests = { ["cpu"] = "10m", ["memory"] = "64Mi" }, Limits = { ["memory"] = "256Mi" } },
        SecurityContext = new SecurityContextArgs
        {
            AllowPrivilegeEscalation = false,
            RunAsNonRoot = true,
            RunAsUser = Nobody,
            ReadOnlyRootFilesystem = true,
            Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
        },
    };

    // It may ask Velero for a restore, and change nothing itself.
    private static ClusterRoleBinding Access(InCluster cluster, Resource[] before)
    {
        var account = new ServiceAccount(cluster.LogicalName($"{Name}-account"), new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = Name, Namespace = PlatformNamespace.Release },
        }, cluster.Options(before));
        var role = new ClusterRole(cluster.LogicalName($"{Name}-role"), new ClusterRoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = Name },
            Rules =
            {
                new PolicyRuleArgs { ApiGroups = { "" }, Resources = { "namespaces" }, Verbs = { "get", "list" } },
                new PolicyRuleArgs { ApiGroups = { "velero.io" }, Resources = { "backupstoragelocations", "backups" }, Verbs = { "get", "list" } },
                new PolicyRuleArgs { ApiGroups = { "velero.io" }, Resources = { "restores" }, Verbs = { "get", "list", "create" } },
            },
        }, cluster.Options());
        return new ClusterRoleBinding(cluster.LogicalName($"{Name}-binding"), new ClusterRoleBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = Name },
            RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = Name },
            Subjects = { new SubjectArgs { Kind = "ServiceAccount", Name = Name, Namespace = PlatformNamespace.Release } },
        }, cluster.Options(role, account));
    }
}
