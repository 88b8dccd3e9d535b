using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace Infra.Aws;

/// <summary>The EKS cluster of the active generation with its nodes and add-ons. Nothing irreplaceable lives in it.</summary>
/// <remarks>
/// Managed node groups and not EKS Auto Mode: a load balancer of the stack's own needs groups to send to, the chart's volumes need
/// nodes that stay, and taints, zones and spot are plain inputs instead of objects inside the cluster. docs/aws.md has the whole of it.
/// </remarks>
internal sealed class EksCluster : ComponentResource
{
    private readonly AwsScope _scope;
    private readonly AwsNetwork _network;
    private readonly EncryptionKey _key;
    private readonly int _generation;

    /// <summary>Declares the cluster.</summary>
    public EksCluster(AwsScope scope, AwsNetwork network, EncryptionKey key)
        : base("infra:aws:EksCluster", $"eks-g{scope.Spec.Cluster.Generation}", scope.Component)
    {
        (_scope, _network, _key) = (scope, network, key);
        _generation = scope.Spec.Cluster.Generation;
        Cluster = Declare();
        SecurityGroupId = Cluster.VpcConfig.Apply(vpc => vpc.ClusterSecurityGroupId!);
        var controlPlane = new ControlPlaneAccess(scope, this, Cluster, SecurityGroupId);
        var addOns = new ClusterAddOns(scope, this, Cluster, key);
        Pools = new NodePools(scope, this, Cluster, network, [.. addOns.BeforeNodes, .. network.Ways]);
        ImmutableArray<Resource> nodes = [.. Pools.Platform, .. Pools.Airflow];
        var autoscaler = new ClusterAutoscaler(scope, this, Cluster);

        Access = new()
        {
            ClusterName = Cluster.Name,
            Cluster = Cluster,
            Admission = controlPlane.Admission,
            Nodes = [.. nodes, .. addOns.OnNodes(nodes)],
            Releases = [autoscaler.Release],
            Kubeconfig = Output
                .Tuple(Cluster.Endpoint, Cluster.CertificateAuthority, Cluster.Name)
                .Apply(cluster =>
                    Kubeconfig.WithCredentialHelper(
                        cluster.Item1,
                        cluster.Item2.Data,
                        "aws",
                        "eks",
                        "get-token",
                        "--cluster-name",
                        cluster.Item3,
                        "--region",
                        scope.Cloud.Region
                    )
                ),
            Viewers = scope.Cloud.Viewers.IsEmpty ? [] : [new("Group", ControlPlaneAccess.ViewersGroup)],
            Storage = new(
                "ebs.csi.aws.com",
                key.Arn.Apply(arn =>
                    ImmutableDictionary<string, string>.Empty.Add("type", "gp3").Add("encrypted", "true").Add("kmsKeyId", arn)
                )
            ),
            CloudProvider = "aws",
            Region = scope.Cloud.Region,
        };
        RegisterOutputs();
    }

    /// <summary>The cluster.</summary>
    public Cluster Cluster { get; }

    /// <summary>The security group that EKS makes, for the control plane and the nodes; it goes with the cluster.</summary>
    public Output<string> SecurityGroupId { get; }

    /// <summary>The nodes.</summary>
    public NodePools Pools { get; }

    /// <summary>What the platform gets.</summary>
    public KubernetesAccess Access { get; }

    private Cluster Declare()
    {
        var name = _scope.Spec.Names.Of("cluster", _generation);
        var role = new ServiceRole(
            _scope,
            $"cluster-role-g{_generation}",
            name,
            IamPolicy.Trust("eks.amazonaws.com", ["sts:AssumeRole"]),
            Child
        )
            .Attach("AmazonEKSClusterPolicy")
            .Allow(
                "encrypt-secrets",
                _key.Arn.Apply(arn =>
                    IamPolicy.Of(
                        new IamStatement
                        {
                            Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
                            Resources = [arn],
                        }
                    )
                )
            );
        // Who did what is worth keeping after the cluster is gone; it ages out by itself.
        var logs = new LogGroup(
            $"control-plane-logs-g{_generation}",
            new()
            {
                Name = LogGroupNames.OfCluster(name),
                RetentionInDays = LogGroupNames.KeptDays,
                KmsKeyId = _key.Arn,
            },
            new() { Parent = this, RetainOnDelete = _scope.Spec.Lifetime.IsDurable }
        );
        var publicRanges = ControlPlaneAccess.PublicRanges(_scope.Spec.Cluster.AllowedRanges);
        var options = new CustomResourceOptions
        {
            Parent = this,
            DependsOn = (Resource[])[logs, .. role.Policies],
            CustomTimeouts = new()
            {
                Create = TimeSpan.FromMinutes(60),
                Update = TimeSpan.FromMinutes(90),
                Delete = TimeSpan.FromMinutes(60),
            },
        };
        options.Hooks.BeforeUpdate.Add(KubernetesMinor.RefuseLeap(_scope.Spec.Cluster, "version"));
        return new(
            $"cluster-g{_generation}",
            new()
            {
                Name = name,
                Version = _scope.Spec.Cluster.KubernetesVersion,
                RoleArn = role.Arn,
                VpcConfig = new ClusterVpcConfigArgs
                {
                    SubnetIds = _network.PrivateSubnetIds,
                    EndpointPrivateAccess = true,
                    EndpointPublicAccess = publicRanges.Length > 0,
                    PublicAccessCidrs = publicRanges.Select(range => range.ToString()).ToArray(),
                },
                // Every administrator is written down; the maker of the cluster is no exception, and can be lost.
                AccessConfig = new ClusterAccessConfigArgs { AuthenticationMode = "API", BootstrapClusterCreatorAdminPermissions = false },
                EncryptionConfig = new ClusterEncryptionConfigArgs
                {
                    Provider = new ClusterEncryptionConfigProviderArgs { KeyArn = _key.Arn },
                    Resources = { "secrets" },
                },
                EnabledClusterLogTypes = { "api", "audit", "authenticator", "controllerManager", "scheduler" },
                // At the end of standard support EKS would raise the version by itself, past what the chart supports.
                UpgradePolicy = new ClusterUpgradePolicyArgs { SupportType = "EXTENDED" },
                // The add-ons are the stack's own, with versions.
                BootstrapSelfManagedAddons = false,
                // Written out: the recorded value decides whether a dead cluster can go.
                DeletionProtection = false,
            },
            options
        );
    }

    private CustomResourceOptions Child() => new() { Parent = this };
}
