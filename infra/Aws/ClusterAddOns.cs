using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace Infra.Aws;

/// <summary>The EKS add-ons, each with a version of its own and, where it needs AWS, a role of its own.</summary>
internal sealed class ClusterAddOns
{
    private readonly AwsScope _scope;
    private readonly Resource _parent;
    private readonly Cluster _cluster;
    private readonly EncryptionKey _key;
    private readonly int _generation;

    /// <summary>Declares what stands before the first node: without it, none becomes ready.</summary>
    public ClusterAddOns(AwsScope scope, Resource parent, Cluster cluster, EncryptionKey key)
    {
        (_scope, _parent, _cluster, _key, _generation) = (scope, parent, cluster, key, scope.Spec.Cluster.Generation);
        var networking = Role("networking").Attach("AmazonEKS_CNI_Policy");
        BeforeNodes =
        [
            AddOn("eks-pod-identity-agent", null, null, []),
            AddOn("kube-proxy", null, null, []),
            // It enforces NetworkPolicy, which keeps the Internet from Elasticsearch; so it stands before any pod.
            AddOn("vpc-cni", new() { ["enableNetworkPolicy"] = "true" }, ("aws-node", networking), []),
        ];
    }

    /// <summary>What stands before the first node.</summary>
    public ImmutableArray<Resource> BeforeNodes { get; }

    /// <summary>Declares what needs nodes to run on.</summary>
    /// <param name="nodes">The nodes.</param>
    public ImmutableArray<Resource> OnNodes(ImmutableArray<Resource> nodes)
    {
        var storage = Role("storage")
            .Attach("service-role/AmazonEBSCSIDriverPolicy")
            .Allow("encrypt-volumes", _key.Arn.Apply(EncryptVolumes));
        return
        [
            AddOn("coredns", OnPlatformNodes(), null, nodes),
            AddOn("aws-ebs-csi-driver", new() { ["controller"] = Controller() }, ("ebs-csi-controller-sa", storage), nodes),
        ];
    }

    /// <summary>Keeps a pod to the platform's nodes, dedicated or not; a new object each time.</summary>
    public static JsonObject OnPlatformNodes() =>
        new()
        {
            ["nodeSelector"] = new JsonObject { [NodePoolSpec.Label] = "platform" },
            ["tolerations"] = new JsonArray(
                new JsonObject
                {
                    ["key"] = NodePoolSpec.Label,
                    ["operator"] = "Exists",
                    ["effect"] = "NoSchedule",
                },
                new JsonObject { ["key"] = "CriticalAddonsOnly", ["operator"] = "Exists" }
            ),
        };

    private JsonObject Controller()
    {
        var controller = OnPlatformNodes();
        controller["extraVolumeTags"] = new JsonObject(
            _scope.Tags.Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value))
        );
        return controller;
    }

    private ServiceRole Role(string noun) =>
        new(
            _scope,
            $"{noun}-role-g{_generation}",
            _scope.Spec.Names.Of(noun, _generation),
            ServiceRole.TrustPods(_scope.Cloud.AccountId),
            () => new() { Parent = _parent }
        );

    private Addon AddOn(
        string name,
        JsonObject? configuration,
        (string ServiceAccount, ServiceRole Role)? identity,
        ImmutableArray<Resource> before
    ) =>
        new(
            $"{name}-g{_generation}",
            new()
            {
                ClusterName = _cluster.Name,
                AddonName = name,
                AddonVersion = AddOnVersions.Of(_scope.Cloud, _scope.Spec.Cluster.KubernetesVersion, name),
                ConfigurationValues = configuration is null ? null : (Input<string>)configuration.ToJsonString(),
                PodIdentityAssociations = identity is (var serviceAccount, var role)
                    ? new[]
                    {
                        new AddonPodIdentityAssociationArgs { ServiceAccount = serviceAccount, RoleArn = role.Arn },
                    }
                    : Array.Empty<AddonPodIdentityAssociationArgs>(),
                ResolveConflictsOnCreate = "OVERWRITE",
                ResolveConflictsOnUpdate = "OVERWRITE",
            },
            new()
            {
                Parent = _parent,
                DeletedWith = _cluster,
                DependsOn = (Resource[])[.. before, .. identity?.Role.Policies ?? []],
            }
        );

    // The driver lends the key to EC2, for volumes alone.
    // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
    private static string EncryptVolumes(string keyArn) =>
        IamPolicy.Of(
            new IamStatement
            {
                Actions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
                Resources = [keyArn],
                Conditions = [new("Bool", "kms:GrantIsForAWSResource", ["true"])],
            },
            new IamStatement
            {
                Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
                Resources = [keyArn],
            }
        );
}
