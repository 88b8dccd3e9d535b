using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>EKS: a cluster, its nodes, what runs on them and who is let in.</summary>
internal static class EksRules
{
    public const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string Cluster = "aws:eks/cluster:Cluster";
    private const string AccessEntry = "aws:eks/accessEntry:AccessEntry";
    private const string AccessPolicy = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
    private const string Addon = "aws:eks/addon:Addon";
    private const string PodIdentity = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

    // A node is not ready before these run on it; the others wait for nodes.
    private static readonly string[] BeforeNodes = ["vpc-cni", "kube-proxy"];
    private static readonly string[] OnNodes = ["coredns", "aws-ebs-csi-driver"];

    private static readonly Need OnCluster = new("clusterName", Cluster, "ResourceNotFoundException: No cluster found for name: {0}.");

    public static Rule[] Table { get; } =
    [
        new(Cluster)
        {
            Name = "name",
            Id = "{name}",
            Taken = "ResourceInUseException: Cluster already exists with name: {name}",
            ForceNew =
            [
                "name",
                "roleArn",
                "encryptionConfig?",
                "bootstrapSelfManagedAddons",
                "kubernetesNetworkConfig.serviceIpv4Cidr",
                "accessConfig.bootstrapClusterCreatorAdminPermissions",
            ],
            Needs =
            [
                new(
                    "roleArn",
                    AwsRules.Role,
                    "InvalidParameterException: Role with arn: {0}, could not be assumed because it does not exist"
                ),
                new("vpcConfig.subnetIds", "aws:ec2/subnet:Subnet"),
                KmsRules.Use("encryptionConfig.provider.keyArn"),
            ],
            HeldBy = [new(NodeGroup, "clusterName")],
            Held = "ResourceInUseException: Cluster has nodegroups attached: {0}",
            Protections = new()
            {
                ["deletionProtection"] = "InvalidRequestException: Cluster {name} has deletion protection enabled and cannot be deleted",
            },
            Takes =
            [
                new(AccessEntry, "clusterName"),
                new(AccessPolicy, "clusterName"),
                new(Addon, "clusterName"),
                new(PodIdentity, "clusterName"),
            ],
            Check = EndpointFaults,
            OnCreate = ClusterSecurityGroup.Make,
            OnUpdate = RequireNextVersion,
            OnDelete = ClusterSecurityGroup.Leave,
            Outputs = new()
            {
                ["arn"] = "arn:aws:eks:{region}:{account}:cluster/{name}",
                ["endpoint"] = "https://{HASH}.gr7.{region}.eks.amazonaws.com",
                ["certificateAuthority.data"] = "{certificate}",
                ["identities[0].oidcs[0].issuer"] = "https://oidc.eks.{region}.amazonaws.com/id/{HASH}",
                ["vpcConfig.clusterSecurityGroupId"] = "sg-{hash17}",
                ["version"] = "1.34",
                ["status"] = "ACTIVE",
            },
        },
        new(NodeGroup)
        {
            Name = "nodeGroupName",
            Id = "{clusterName}:{nodeGroupName}",
            Taken = "ResourceInUseException: NodeGroup already exists with name {nodeGroupName} and cluster name {clusterName}",
            ForceNew = ["nodeGroupName", "clusterName", "nodeRoleArn", "subnetIds", "instanceTypes", "diskSize", "amiType", "capacityType"],
            Needs =
            [
                OnCluster,
                new("nodeRoleArn", AwsRules.Role),
                new("subnetIds", "aws:ec2/subnet:Subnet"),
                new("launchTemplate.id", "aws:ec2/launchTemplate:LaunchTemplate"),
            ],
            OnCreate = RequireNetworking,
            OnUpdate = RequireNoMoreThanDesired,
            OnDelete = DetachFromLoadBalancers,
            Outputs = new()
            {
                ["arn"] = "arn:aws:eks:{region}:{account}:nodegroup/{clusterName}/{nodeGroupName}/{uuid}",
                ["resources[0].autoscalingGroups[0].name"] = "eks-{nodeGroupName}-{uuid}",
            },
        },
        new(AccessEntry)
        {
            Id = "{clusterName}:{principalArn}",
            ForceNew = ["clusterName", "principalArn", "type"],
            Needs = [OnCluster],
            Taken = "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
        },
        new(AccessPolicy)
        {
            Id = "{clusterName}#{principalArn}#{policyArn}",
            ForceNew = ["*"],
            Needs = [OnCluster],
            OnCreate = RequireEntry,
        },
        new(Addon)
        {
            Id = "{clusterName}:{addonName}",
            ForceNew = ["clusterName", "addonName"],
            Taken = "ResourceInUseException: Addon already exists.",
            Needs =
            [
                OnCluster,
                new("podIdentityAssociations.roleArn", AwsRules.Role, "InvalidParameterException: Role with arn: {0} does not exist"),
            ],
            Check = VersionFaults,
            OnCreate = RequireNodes,
            OnUpdate = RequireFit,
            Outputs = new() { ["arn"] = "arn:aws:eks:{region}:{account}:addon/{clusterName}/{addonName}/{uuid}" },
        },
        new(PodIdentity)
        {
            Id = "a-{hash17}",
            Key = "{clusterName} {namespace} {serviceAccount}",
            ForceNew = ["clusterName", "namespace", "serviceAccount"],
            Needs = [OnCluster, new("roleArn", AwsRules.Role)],
            Taken = "ResourceInUseException: Association already exists: {namespace}/{serviceAccount}",
            Outputs = new()
            {
                ["associationId"] = "{id}",
                ["associationArn"] = "arn:aws:eks:{region}:{account}:podidentityassociation/{clusterName}/{id}",
            },
        },
    ];

    private static IEnumerable<Fault> EndpointFaults(JsonObject inputs)
    {
        const string Path = "vpcConfig.publicAccessCidrs";
        if (inputs.Flag("vpcConfig.endpointPublicAccess") == false && inputs.Flag("vpcConfig.endpointPrivateAccess") != true)
            yield return new("vpcConfig", "InvalidParameterException: Private and public endpoint access cannot be false");
        foreach (var range in inputs.All(Path).Where(range => !Wire.IsUnknown(range)).Select(range => range.GetValue<string>()))
        {
            if (
                new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10" }.Any(reserved =>
                    IPNetwork.Parse(reserved).Contains(IPNetwork.Parse(range).BaseAddress)
                )
            )
                yield return new(Path, $"InvalidParameterException: The following CIDRs are not allowed in publicAccessCidrs: [{range}]");
        }
    }

    private static IEnumerable<Fault> VersionFaults(JsonObject inputs) =>
        inputs.Text("addonVersion") is { } version
        && !Wire.IsUnknown(inputs["addonVersion"])
        && !version.Contains("-eksbuild.", StringComparison.Ordinal)
            ? [new("addonVersion", $"InvalidParameterException: Addon version specified is not supported: {version}")]
            : [];

    private static void RequireNetworking(Call call)
    {
        AwsNetworkRules.RequireRoute(call, "subnetIds");
        Zones.RequireMachines(call);
        var missing = BeforeNodes.Except(Living(call, Addon).Select(addOn => addOn.Inputs.Text("addonName") ?? "")).ToList();
        if (Find(call).Inputs.Flag("bootstrapSelfManagedAddons") == false && missing.Count > 0)
            throw new Refusal(
                "NodeCreationFailure: Unhealthy nodes in the kubernetes cluster: container runtime network not ready, "
                    + $"{string.Join(", ", missing)} not there"
            );
    }

    // One minor version at a time, and never back.
    private static void RequireNextVersion(Call call)
    {
        var (before, after) = (Minor(call.Before), Minor(call.Inputs));
        if (after != before && after != before + 1)
            throw new Refusal(
                $"InvalidParameterException: Unsupported Kubernetes minor version update from {call.Before.Text("version")} to "
                    + $"{call.Inputs.Text("version")}"
            );
    }

    private static int Minor(JsonObject cluster) => int.Parse(cluster.Text("version")!.Split('.')[1], CultureInfo.InvariantCulture);

    // kube-proxy is built for one minor version of Kubernetes.
    private static void RequireFit(Call call)
    {
        if (
            call.Inputs.Text("addonName") == "kube-proxy"
            && call.Inputs.Text("addonVersion") is { } version
            && !version.StartsWith($"v{Find(call).Inputs.Text("version")}.", StringComparison.Ordinal)
        )
            throw new Refusal($"InvalidParameterException: Addon version specified is not supported: {version}");
    }

    private static void RequireNodes(Call call)
    {
        RequireFit(call);
        var addOn = call.Inputs.Text("addonName")!;
        if (OnNodes.Contains(addOn) && !Living(call, NodeGroup).Any())
            throw new Refusal(
                $"unexpected state 'DEGRADED', wanted target 'ACTIVE'. last error: InsufficientNumberOfReplicas: The add-on {addOn} is "
                    + "unhealthy because it doesn't have the desired number of replicas."
            );
    }

    private static void RequireNoMoreThanDesired(Call call)
    {
        var (least, desired) = (Size(call.Inputs, "minSize"), Size(call.Inputs, "desiredSize"));
        if (least > desired)
            throw new Refusal($"InvalidParameterException: Minimum capacity {least} can't be greater than desired size {desired}");
    }

    private static double? Size(JsonObject group, string name) => group["scalingConfig"]?[name]?.GetValue<double>();

    // The autoscaling group goes with its node group, and what was attached to it.
    private static void DetachFromLoadBalancers(Call call) =>
        call.Content.Objects.RemoveAll(one =>
            one.Type == AwsNetworkRules.Attachment
            && one.Inputs.Text("autoscalingGroupName") == call.State.Text("resources.autoscalingGroups.name")
        );

    private static void RequireEntry(Call call)
    {
        if (!Living(call, AccessEntry).Any(entry => entry.Inputs.Text("principalArn") == call.Inputs.Text("principalArn")))
            throw new Refusal(
                $"ResourceNotFoundException: The specified principalArn could not be found: {call.Inputs.Text("principalArn")}"
            );
    }

    private static IEnumerable<WorldObject> Living(Call call, string type) =>
        call.Content.Objects.Where(one => one.Type == type && one.Inputs.Text("clusterName") == call.Inputs.Text("clusterName"));

    private static WorldObject Find(Call call) =>
        call.Content.Objects.First(one => one.Type == Cluster && one.Name == call.Inputs.Text("clusterName"));
}
