using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace Infra.Aws;

/// <summary>The EKS cluster of the active generation with its node groups and add-ons. Nothing irreplaceable lives in it.</summary>
public sealed class EksCluster : ComponentResource
{
    // The storage driver's own names: https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
    private const string StorageNamespace = "kube-system";
    private const string StorageServiceAccount = "ebs-csi-controller-sa";

    private readonly AwsScope _scope;
    private readonly int _generation;
    private readonly AwsNetwork _network;

    /// <summary>Declares the cluster.</summary>
    public EksCluster(AwsScope scope, AwsNetwork network)
        : base("infra:aws:EksCluster", $"eks-g{scope.Spec.Cluster.Generation}", scope.Component)
    {
        _scope = scope;
        _network = network;
        _generation = scope.Spec.Cluster.Generation;
        var control = new ServiceRole(scope, this, $"cluster-role-g{_generation}", scope.Spec.Names.Of("cluster", _generation), "eks.amazonaws.com",
            "AmazonEKSClusterPolicy");
        var nodes = new ServiceRole(scope, this, $"node-role-g{_generation}", scope.Spec.Names.Of("nodes", _generation), "ec2.amazonaws.com",
            "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy");
        Cluster = Declare(control);
        // Enforces NetworkPolicy, which keeps the Internet from Elasticsearch; so it stands before any pod.
        var networking = AddOn("vpc-cni", """{"enableNetworkPolicy":"true"}""");
        var platform = Group("platform", scope.Spec.Cluster.Platform, nodes, networking);
        var airflow = Group("airflow", scope.Spec.Cluster.Airflow, nodes, networking);
        var storage = BlockStorage(platform);

        Access = new()
        {
            ClusterName = Cluster.Name,
            Cluster = Cluster,
            Admission = [],
            Releases = [],
            Nodes = [platform, airflow, AddOn("eks-pod-identity-agent", null, platform), AddOn("coredns", null, platform), storage],
            Kubeconfig = Output.Tuple(Cluster.Endpoint, Cluster.CertificateAuthority, Cluster.Name).Apply(cluster => Kubeconfig.WithCredentialHelper(
                cluster.Item1, cluster.Item2.Data, "aws", "eks", "get-token", "--cluster-name", cluster.Item3, "--region", scope.Cloud.Region)),
            Storage = new("ebs.csi.aws.com", ImmutableSortedDictionary<string, string>.Empty.Add("type", "gp3").Add("encrypted", "true")),
            CloudProvider = "aws",
            Region = scope.Cloud.Region,
        };
        RegisterOutputs();
    }

    /// <summary>The cluster.</summary>
    public Cluster Cluster { get; }

    /// <summary>What the platform gets.</summary>
    public KubernetesAccess Access { get; }

    private Cluster Declare(ServiceRole role) => new($"cluster-g{_generation}", new()
    {
        Name = _scope.Spec.Names.Of("cluster", _generation),
        Version = _scope.Spec.Cluster.KubernetesVersion,
        RoleArn = role.Arn,
        VpcConfig = new ClusterVpcConfigArgs
        {
            SubnetIds = Ids(_network.PrivateSubnets),
            EndpointPrivateAccess = true,
            EndpointPublicAccess = false,
        },
        AccessConfig = new ClusterAccessConfigArgs { AuthenticationMode = "API", BootstrapClusterCreatorAdminPermissions = true },
        EnabledClusterLogTypes = { "api", "audit", "authenticator" },
        // Written out: the recorded value decides whether a dead cluster can go.
        DeletionProtection = false,
    }, new()
    {
        Parent = this,
        DependsOn = role.Policies,
        CustomTimeouts = new() { Create = TimeSpan.FromMinutes(60), Update = TimeSpan.FromMinutes(90), Delete = TimeSpan.FromMinutes(60) },
    });

    // Not DeletedWith the cluster: EKS refuses to delete a cluster that has node groups.
    private NodeGroup Group(string name, NodePoolSpec pool, ServiceRole role, Addon networking) => new($"{name}-nodes-g{_generation}", new()
    {
        ClusterName = Cluster.Name,
        NodeGroupName = name,
        NodeRoleArn = role.Arn,
        SubnetIds = Ids(_network.PrivateSubnets),
        InstanceTypes = { pool.MachineType },
        ScalingConfig = new NodeGroupScalingConfigArgs { MinSize = pool.LeastNodes, DesiredSize = pool.LeastNodes, MaxSize = pool.MostNodes },
        Labels = { [NodePoolSpec.Label] = name },
    }, new() { Parent = this, DependsOn = (Resource[])[networking, .. role.Policies], IgnoreChanges = { "scalingConfig.desiredSize" } });

    private Addon BlockStorage(NodeGroup nodes)
    {
        var role = new ServiceRole(_scope, this, $"storage-role-g{_generation}", _scope.Spec.Names.Of("storage", _generation), ServiceRole.PodIdentity,
            "service-role/AmazonEBSCSIDriverPolicy");
        new PodIdentityAssociation($"storage-identity-g{_generation}", new()
        {
            ClusterName = Cluster.Name,
            Namespace = StorageNamespace,
            ServiceAccount = StorageServiceAccount,
            RoleArn = role.Arn,
        }, new() { Parent = this, DeletedWith = Cluster });
        return AddOn("aws-ebs-csi-driver", null, nodes);
    }

    // The pods of most add-ons need nodes to become ready on.
    private Addon AddOn(string name, string? configuration, params Resource[] before) => new($"{name}-g{_generation}", new()
    {
        ClusterName = Cluster.Name,
        AddonName = name,
        ConfigurationValues = configuration is null ? null : (Input<string>)configuration,
        ResolveConflictsOnCreate = "OVERWRITE",
        ResolveConflictsOnUpdate = "PRESERVE",
    }, new() { Parent = this, DeletedWith = Cluster, DependsOn = before });

    private static InputList<string> Ids(ImmutableArray<Pulumi.Aws.Ec2.Subnet> subnets) => Output.All(subnets.Select(subnet => subnet.Id));
}
