using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;

namespace Infra.Aws;

/// <summary>What makes the node groups grow and shrink; EKS does not do it by itself. The platform installs the release.</summary>
internal sealed class ClusterAutoscaler
{
    private const string Name = "cluster-autoscaler";
    private const string Namespace = "kube-system";
    private const string ChartVersion = "9.59.0";

    /// <summary>Declares its role, and says what is to be installed.</summary>
    public ClusterAutoscaler(AwsScope scope, Resource parent, Cluster cluster)
    {
        var generation = scope.Spec.Cluster.Generation;
        var clusterName = scope.Spec.Names.Of("cluster", generation);
        var role = new ServiceRole(
            scope,
            $"autoscaler-role-g{generation}",
            scope.Spec.Names.Of("autoscaler", generation),
            ServiceRole.TrustPods(scope.Cloud.AccountId),
            () => new() { Parent = parent }
        ).Allow("scale-node-groups", Output.Create(Policy(scope, clusterName)));
        new PodIdentityAssociation(
            $"autoscaler-identity-g{generation}",
            new()
            {
                ClusterName = cluster.Name,
                Namespace = Namespace,
                ServiceAccount = Name,
                RoleArn = role.Arn,
            },
            new()
            {
                Parent = parent,
                DeletedWith = cluster,
                DependsOn = role.Policies.ToArray(),
            }
        );
        Release = new(
            Name,
            Namespace,
            "https://kubernetes.github.io/autoscaler",
            "cluster-autoscaler",
            ChartVersion,
            Values(scope, clusterName)
        );
    }

    /// <summary>The release.</summary>
    public ClusterRelease Release { get; }

    private static ImmutableDictionary<string, object> Values(AwsScope scope, string clusterName) =>
        Map(
            ("cloudProvider", "aws"),
            ("awsRegion", scope.Cloud.Region),
            ("autoDiscovery", Map(("clusterName", clusterName))),
            ("image", Map(("tag", ChartRelease.Current.On(scope.Spec.Cluster.KubernetesVersion).ClusterAutoscaler))),
            ("fullnameOverride", Name),
            ("rbac", Map(("serviceAccount", Map(("name", Name))))),
            ("nodeSelector", Map((NodePoolSpec.Label, "platform"))),
            (
                "tolerations",
                ImmutableArray.Create<object>(Map(("key", NodePoolSpec.Label), ("operator", "Exists"), ("effect", "NoSchedule")))
            ),
            (
                "extraArgs",
                Map(
                    // One group a zone: they are to stay alike.
                    ("balance-similar-node-groups", true),
                    // Every Airflow pod has an emptyDir; without this no node would ever go.
                    ("skip-nodes-with-local-storage", false),
                    ("expander", "least-waste")
                )
            )
        );

    // What only looks takes no resource in IAM. What acts is held to the groups that EKS has tagged as this cluster's.
    // https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
    private static string Policy(AwsScope scope, string clusterName) =>
        IamPolicy.Of(
            new IamStatement
            {
                Actions =
                [
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeLaunchConfigurations",
                    "autoscaling:DescribeScalingActivities",
                    "autoscaling:DescribeTags",
                    "ec2:DescribeImages",
                    "ec2:DescribeInstanceTypes",
                    "ec2:DescribeLaunchTemplateVersions",
                    "ec2:GetInstanceTypesFromInstanceRequirements",
                ],
                Resources = ["*"],
            },
            new IamStatement
            {
                Actions = ["eks:DescribeNodegroup"],
                Resources = [$"arn:aws:eks:{scope.Cloud.Region}:{scope.Cloud.AccountId}:nodegroup/{clusterName}/*"],
            },
            new IamStatement
            {
                Actions = ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
                Resources =
                [
                    $"arn:aws:autoscaling:{scope.Cloud.Region}:{scope.Cloud.AccountId}:autoScalingGroup:*:autoScalingGroupName/eks-*",
                ],
                Conditions = [new("StringEquals", $"aws:ResourceTag/k8s.io/cluster-autoscaler/{clusterName}", ["owned"])],
            }
        );

    private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
}
