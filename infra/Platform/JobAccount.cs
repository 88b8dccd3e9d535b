using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Platform;

/// <summary>
/// The account of a job that asks the API server. The role is the cluster's, because nobody knows the deployments' namespaces before.
/// </summary>
internal static class JobAccount
{
    /// <summary>Declares account, role and binding, and gives the binding.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="name">The name of all three.</param>
    /// <param name="rules">What the job may do.</param>
    /// <param name="before">What must stand first: the namespace.</param>
    public static Resource Declare(InCluster cluster, string name, PolicyRuleArgs[] rules, params Resource[] before)
    {
        var account = new ServiceAccount(
            cluster.LogicalName($"{name}-account"),
            new ServiceAccountArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Namespace = PlatformNamespace.Release },
            },
            cluster.Options(before)
        );
        var role = new ClusterRole(
            cluster.LogicalName($"{name}-role"),
            new ClusterRoleArgs
            {
                Metadata = new ObjectMetaArgs { Name = name },
                Rules = rules,
            },
            cluster.Options()
        );
        return new ClusterRoleBinding(
            cluster.LogicalName($"{name}-binding"),
            new ClusterRoleBindingArgs
            {
                Metadata = new ObjectMetaArgs { Name = name },
                RoleRef = new RoleRefArgs
                {
                    ApiGroup = "rbac.authorization.k8s.io",
                    Kind = "ClusterRole",
                    Name = name,
                },
                Subjects =
                {
                    new SubjectArgs
                    {
                        Kind = "ServiceAccount",
                        Name = name,
                        Namespace = PlatformNamespace.Release,
                    },
                },
            },
            cluster.Options(role, account)
        );
    }
}
