using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Platform;

/// <summary>
/// Who may read in the cluster what the program declares there, and change nothing: a preview of a pull request and the night's watch for
/// drift. The clouds' own view-only roles leave out secrets, and a refresh reads those back.
/// </summary>
internal static class ClusterViewers
{
    // What the program declares, and what the provider looks at to tell whether that is ready:
    // https://github.com/pulumi/pulumi-kubernetes/tree/master/provider/pkg/await
    private static readonly ImmutableArray<(string Group, ImmutableArray<string> Resources)> Readable =
    [
        (
            "",
            [
                "configmaps",
                "endpoints",
                "events",
                "namespaces",
                "nodes",
                "persistentvolumeclaims",
                "pods",
                "secrets",
                "serviceaccounts",
                "services",
            ]
        ),
        ("apps", ["daemonsets", "deployments", "replicasets", "statefulsets"]),
        ("batch", ["cronjobs", "jobs"]),
        ("discovery.k8s.io", ["endpointslices"]),
        ("networking.k8s.io", ["ingresses", "networkpolicies"]),
        ("rbac.authorization.k8s.io", ["clusterrolebindings", "clusterroles", "rolebindings", "roles"]),
        ("storage.k8s.io", ["storageclasses"]),
    ];

    /// <summary>Declares the role and its binding; nothing where nobody is named.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="subjects">Who.</param>
    public static void Declare(InCluster cluster, ImmutableArray<ClusterSubject> subjects)
    {
        if (subjects.IsEmpty)
        {
            return;
        }
        var role = new ClusterRole(
            cluster.LogicalName("viewer-role"),
            new ClusterRoleArgs
            {
                Metadata = new ObjectMetaArgs { Name = "infra-viewer" },
                Rules = Readable
                    .Select(part => new PolicyRuleArgs
                    {
                        ApiGroups = part.Group,
                        Resources = part.Resources,
                        Verbs = { "get", "list", "watch" },
                    })
                    .ToArray(),
            },
            cluster.Options()
        );
        new ClusterRoleBinding(
            cluster.LogicalName("viewer-binding"),
            new ClusterRoleBindingArgs
            {
                Metadata = new ObjectMetaArgs { Name = "infra-viewer" },
                RoleRef = new RoleRefArgs
                {
                    ApiGroup = "rbac.authorization.k8s.io",
                    Kind = "ClusterRole",
                    Name = "infra-viewer",
                },
                Subjects = subjects
                    .Select(subject => new SubjectArgs
                    {
                        ApiGroup = "rbac.authorization.k8s.io",
                        Kind = subject.Kind,
                        Name = subject.Name,
                    })
                    .ToArray(),
            },
            cluster.Options(role)
        );
    }
}
