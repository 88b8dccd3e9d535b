using System.Collections.Immutable;
using System.Globalization;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace Infra.Aws;

/// <summary>
/// The nodes: for each pool a managed node group in each zone, because a pod comes back only in the zone of its volume, and a group
/// over several zones grows in whichever it likes. https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
/// </summary>
internal sealed class NodePools
{
    private const int DiskGiB = 100;

    private readonly AwsScope _scope;
    private readonly Resource _parent;
    private readonly Cluster _cluster;
    private readonly AwsNetwork _network;
    private readonly int _generation;

    /// <summary>Declares the groups.</summary>
    /// <param name="scope">Which pools.</param>
    /// <param name="parent">What they are shown under.</param>
    /// <param name="cluster">The cluster that they join.</param>
    /// <param name="network">Where they stand.</param>
    /// <param name="before">What a node needs to become ready.</param>
    public NodePools(AwsScope scope, Resource parent, Cluster cluster, AwsNetwork network, ImmutableArray<Resource> before)
    {
        (_scope, _parent, _cluster, _network, _generation) = (scope, parent, cluster, network, scope.Spec.Cluster.Generation);
        var role = new ServiceRole(
            scope,
            $"node-role-g{_generation}",
            scope.Spec.Names.Of("nodes", _generation),
            IamPolicy.Trust("ec2.amazonaws.com", ["sts:AssumeRole"]),
            () => new() { Parent = parent }
        ).Attach("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly");
        var template = Template();
        Resource[] needs = [.. before, .. role.Policies];
        Platform = Pool("platform", scope.Spec.Cluster.Platform, role, template, needs);
        Airflow = Pool("airflow", scope.Spec.Cluster.Airflow, role, template, needs);
    }

    /// <summary>The groups of the platform itself.</summary>
    public ImmutableArray<NodeGroup> Platform { get; }

    /// <summary>The groups of the Airflow deployments.</summary>
    public ImmutableArray<NodeGroup> Airflow { get; }

    /// <summary>A zone's part of so many nodes; the first zones take what is left over.</summary>
    public static int Part(int nodes, int zone, int zones) => nodes / zones + (zone < nodes % zones ? 1 : 0);

    /// <summary>
    /// A group's name: EKS changes neither machine type nor capacity of a group that stands, and it takes letters, digits and dashes.
    /// https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
    /// </summary>
    public static string NameOf(string name, string zone, NodePoolSpec pool) =>
        $"{name}-{zone}-{pool.MachineType.Replace('.', '-')}{(pool.Spot ? "-spot" : "")}";

    private ImmutableArray<NodeGroup> Pool(string name, NodePoolSpec pool, ServiceRole role, LaunchTemplate template, Resource[] before) =>
        [
            .. _network
                .Zones.Select((zone, index) => (zone, index, most: Part(pool.MostNodes, index, _network.Zones.Length)))
                .Where(part => part.most > 0)
                .Select(part =>
                    Group(
                        name,
                        part.zone,
                        pool,
                        Part(pool.LeastNodes, part.index, _network.Zones.Length),
                        part.most,
                        role,
                        template,
                        before
                    )
                ),
        ];

    // Not DeletedWith the cluster: EKS refuses to delete a cluster that has node groups.
    private NodeGroup Group(
        string name,
        ZoneSubnets zone,
        NodePoolSpec pool,
        int least,
        int most,
        ServiceRole role,
        LaunchTemplate template,
        Resource[] before
    )
    {
        var logicalName = $"{name}-nodes-{zone.Zone}-g{_generation}";
        var options = new CustomResourceOptions
        {
            Parent = _parent,
            DependsOn = before,
            IgnoreChanges = { "scalingConfig.desiredSize" },
            // Whatever makes a group anew is in its name, so that the new one stands before the old one is drained.
            DeleteBeforeReplace = false,
        };
        options.Hooks.BeforeUpdate.Add(NodeGroupSize.RefuseToOutgrow(logicalName, name));
        return new(
            logicalName,
            new()
            {
                ClusterName = _cluster.Name,
                NodeGroupName = NameOf(name, zone.Zone, pool),
                NodeRoleArn = role.Arn,
                SubnetIds = { zone.Private },
                Version = _scope.Spec.Cluster.KubernetesVersion,
                AmiType = "AL2023_x86_64_STANDARD",
                CapacityType = pool.Spot ? "SPOT" : "ON_DEMAND",
                InstanceTypes = { pool.MachineType },
                LaunchTemplate = new NodeGroupLaunchTemplateArgs
                {
                    Id = template.Id,
                    Version = template.LatestVersion.Apply(version => version.ToString(CultureInfo.InvariantCulture)),
                },
                // The autoscaler moves the desired size.
                ScalingConfig = new NodeGroupScalingConfigArgs
                {
                    MinSize = least,
                    DesiredSize = least,
                    MaxSize = most,
                },
                UpdateConfig = new NodeGroupUpdateConfigArgs { MaxUnavailable = 1 },
                NodeRepairConfig = new NodeGroupNodeRepairConfigArgs { Enabled = true },
                Labels = { [NodePoolSpec.Label] = name },
                Taints = pool.Dedicated
                    ? new[]
                    {
                        new NodeGroupTaintArgs
                        {
                            Key = NodePoolSpec.Label,
                            Value = name,
                            Effect = "NO_SCHEDULE",
                        },
                    }
                    : Array.Empty<NodeGroupTaintArgs>(),
            },
            options
        );
    }

    private LaunchTemplate Template()
    {
        var name = _scope.Spec.Names.Of("nodes", _generation);
        var tags = _scope.Tags.Add("Name", name).ToImmutableDictionary();
        return new(
            $"node-template-g{_generation}",
            new()
            {
                Name = name,
                // One hop: a pod does not get at the node's role; what needs AWS has a role of its own.
                MetadataOptions = new LaunchTemplateMetadataOptionsArgs
                {
                    HttpEndpoint = "enabled",
                    HttpTokens = "required",
                    HttpPutResponseHopLimit = 1,
                },
                BlockDeviceMappings =
                {
                    new LaunchTemplateBlockDeviceMappingArgs
                    {
                        DeviceName = "/dev/xvda",
                        // By AWS' own key: images and scratch only, and autoscaling needs no grant on the stack's key.
                        Ebs = new LaunchTemplateBlockDeviceMappingEbsArgs
                        {
                            VolumeSize = DiskGiB,
                            VolumeType = "gp3",
                            Encrypted = "true",
                            DeleteOnTermination = "true",
                        },
                    },
                },
                TagSpecifications = { Tagged("instance"), Tagged("volume"), Tagged("network-interface") },
            },
            new() { Parent = _parent }
        );

        LaunchTemplateTagSpecificationArgs Tagged(string type) => new() { ResourceType = type, Tags = tags };
    }
}
