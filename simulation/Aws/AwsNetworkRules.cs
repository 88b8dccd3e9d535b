using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Networks, addresses and load balancers of AWS.</summary>
internal static class AwsNetworkRules
{
    private const string Vpc = "aws:ec2/vpc:Vpc";
    public const string Subnet = "aws:ec2/subnet:Subnet";
    public const string SecurityGroup = "aws:ec2/securityGroup:SecurityGroup";
    public const string IngressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    public const string EgressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    private const string RouteTable = "aws:ec2/routeTable:RouteTable";
    private const string Association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    private const string Gateway = "aws:ec2/internetGateway:InternetGateway";
    private const string Eip = "aws:ec2/eip:Eip";
    private const string Nat = "aws:ec2/natGateway:NatGateway";
    private const string LoadBalancer = "aws:lb/loadBalancer:LoadBalancer";
    private const string TargetGroup = "aws:lb/targetGroup:TargetGroup";
    public const string Attachment = "aws:autoscaling/attachment:Attachment";
    private const string Listener = "aws:lb/listener:Listener";

    private static readonly Need InVpc = new("vpcId", Vpc, "InvalidVpcID.NotFound: The vpc ID '{0}' does not exist");

    public static Rule[] Table { get; } =
    [
        new(Vpc)
        {
            Id = "vpc-{hash17}",
            ForceNew = ["cidrBlock", "instanceTenancy"],
            Outputs = new() { ["arn"] = "arn:aws:ec2:{region}:{account}:vpc/{id}" },
            HeldBy = [new(Subnet, "vpcId"), new(Gateway, "vpcId"), new(SecurityGroup, "vpcId")],
            Held = "DependencyViolation: The vpc '{id}' has dependencies and cannot be deleted: {0}",
        },
        new(Subnet)
        {
            Id = "subnet-{hash17}",
            ForceNew = ["vpcId", "cidrBlock", "availabilityZone"],
            Needs = [InVpc],
            Key = "{vpcId} {cidrBlock}",
            Taken = "InvalidSubnet.Conflict: The CIDR '{cidrBlock}' conflicts with another subnet",
            Outputs = new() { ["arn"] = "arn:aws:ec2:{region}:{account}:subnet/{id}" },
            HeldBy =
            [
                new("aws:rds/subnetGroup:SubnetGroup", "subnetIds"),
                new("aws:eks/cluster:Cluster", "vpcConfig.subnetIds"),
                new("aws:eks/nodeGroup:NodeGroup", "subnetIds"),
                new(Nat, "subnetId"),
                new(LoadBalancer, "subnets"),
            ],
            Held = "DependencyViolation: The subnet '{id}' has dependencies and cannot be deleted: {0}",
        },
        new(Gateway) { Id = "igw-{hash17}", Needs = [InVpc] },
        new(Eip)
        {
            Id = "eipalloc-{hash17}",
            ForceNew = ["domain"],
            Outputs = new()
            {
                ["allocationId"] = "{id}",
                ["publicIp"] = "{ip}",
                ["publicDns"] = "ec2-{hash8}.{region}.compute.amazonaws.com",
            },
            HeldBy = [new(Nat, "allocationId"), new(LoadBalancer, "subnetMappings.allocationId")],
            Held = "InvalidIPAddress.InUse: Address with allocation id '{id}' is in use by {0}",
        },
        new(Nat)
        {
            Id = "nat-{hash17}",
            ForceNew = ["subnetId", "allocationId", "connectivityType"],
            Needs = [new("subnetId", Subnet, "InvalidSubnetID.NotFound: The subnet ID '{0}' does not exist"), new("allocationId", Eip)],
            Outputs = new() { ["privateIp"] = "{privateIp}" },
        },
        new(RouteTable)
        {
            Id = "rtb-{hash17}",
            ForceNew = ["vpcId"],
            Needs = [InVpc, new("routes.natGatewayId", Nat), new("routes.gatewayId", Gateway)],
            HeldBy = [new(Association, "routeTableId")],
            Held = "DependencyViolation: The routeTable '{id}' has dependencies and cannot be deleted: {0}",
        },
        new(Association)
        {
            Id = "rtbassoc-{hash17}",
            ForceNew = ["subnetId"],
            Needs = [new("routeTableId", RouteTable), new("subnetId", Subnet)],
            Key = "{subnetId}{gatewayId}",
            ImportId = "{subnetId}/{routeTableId}",
            Taken = "Resource.AlreadyAssociated: the subnet {subnetId} is already associated with a route table",
        },
        new("aws:ec2/vpcEndpoint:VpcEndpoint")
        {
            Id = "vpce-{hash17}",
            ForceNew = ["vpcId", "serviceName", "vpcEndpointType"],
            Needs = [InVpc, new("routeTableIds", RouteTable)],
        },
        new("aws:ec2/launchTemplate:LaunchTemplate")
        {
            Name = "name",
            Id = "lt-{hash17}",
            Key = "{name}",
            ForceNew = ["name"],
            Taken = "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.",
        },
        new(SecurityGroup)
        {
            Name = "name",
            Id = "sg-{hash17}",
            Key = "{vpcId} {name}",
            ForceNew = ["name", "description", "vpcId"],
            Needs = [InVpc],
            Taken = "InvalidGroup.Duplicate: The security group '{name}' already exists for VPC '{vpcId}'",
            Outputs = new() { ["arn"] = "arn:aws:ec2:{region}:{account}:security-group/{id}" },
            HeldBy =
            [
                new("aws:rds/instance:Instance", "vpcSecurityGroupIds"),
                new(IngressRule, "referencedSecurityGroupId"),
                new(LoadBalancer, "securityGroups"),
                new("aws:eks/cluster:Cluster", "vpcConfig.securityGroupIds"),
            ],
            Held = "DependencyViolation: resource {id} has a dependent object: {0}",
            Takes = [new(IngressRule, "securityGroupId"), new(EgressRule, "securityGroupId")],
        },
        SecurityGroupRule(IngressRule, "ingress"),
        SecurityGroupRule(EgressRule, "egress"),
        new(LoadBalancer)
        {
            Name = "name",
            Id = "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/net/{name}/{hash17}",
            Key = "{name}",
            ForceNew = ["name", "internal", "loadBalancerType"],
            Needs =
            [
                new("subnets", Subnet),
                new("subnetMappings.subnetId", Subnet),
                new("subnetMappings.allocationId", Eip),
                new("securityGroups", SecurityGroup),
            ],
            OnCreate = static call =>
            {
                RequireInternet(call);
                RequireFreeAddresses(call);
            },
            Taken = "DuplicateLoadBalancerName: A load balancer with the name '{name}' exists but with different settings",
            Protections = new()
            {
                ["enableDeletionProtection"] =
                    "OperationNotPermitted: Load balancer '{id}' cannot be deleted because deletion protection is enabled",
            },
            Outputs = new()
            {
                ["arn"] = "{id}",
                ["dnsName"] = "{name}-{hash8}.elb.{region}.amazonaws.com",
                ["zoneId"] = "Z{HASH}",
            },
            Takes = [new(Listener, "loadBalancerArn")],
        },
        new(TargetGroup)
        {
            Name = "name",
            Id = "arn:aws:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{hash17}",
            Key = "{name}",
            ForceNew = ["name", "port", "protocol", "vpcId", "targetType"],
            Needs = [InVpc],
            Taken = "DuplicateTargetGroupName: A target group with the same name '{name}' exists, but with different settings",
            HeldBy = [new(Listener, "defaultActions.targetGroupArn")],
            Held = "ResourceInUse: Target group '{id}' is currently in use by a listener",
            Outputs = new() { ["arn"] = "{id}" },
        },
        new(Listener)
        {
            Id = "arn:aws:elasticloadbalancing:{region}:{account}:listener/net/{hash17}",
            ForceNew = ["loadBalancerArn"],
            Key = "{loadBalancerArn} {port}",
            Taken = "DuplicateListener: A listener already exists on port {port} of this load balancer",
            Needs =
            [
                new("loadBalancerArn", LoadBalancer, "LoadBalancerNotFound: Load balancers '[{0}]' not found"),
                new("defaultActions.targetGroupArn", TargetGroup),
            ],
            Outputs = new() { ["arn"] = "{id}" },
        },
        new(Attachment)
        {
            // To attach what is attached is no fault:
            // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachLoadBalancerTargetGroups.html
            ForceNew = ["*"],
            Key = "{autoscalingGroupName} {lbTargetGroupArn}",
            Adopts = static _ => true,
            Needs = [new("lbTargetGroupArn", TargetGroup)],
            OnCreate = RequireGroup,
            OnDelete = RequireGroup,
        },
    ];

    // The rule that fences the database: what it lets in is changed in place.
    private static Rule SecurityGroupRule(string type, string direction) =>
        new(type)
        {
            Id = "sgr-{hash17}",
            ForceNew = ["securityGroupId"],
            Key = "{securityGroupId} {ipProtocol} {fromPort} {toPort} {cidrIpv4} {cidrIpv6} {prefixListId} {referencedSecurityGroupId}",
            Taken = "InvalidPermission.Duplicate: the specified rule already exists (" + direction + " of {securityGroupId})",
            Needs = [new("securityGroupId", SecurityGroup, "InvalidGroup.NotFound: The security group '{0}' does not exist")],
            Outputs = new() { ["securityGroupRuleId"] = "{id}", ["arn"] = "arn:aws:ec2:{region}:{account}:security-group-rule/{id}" },
        };

    private static void RequireInternet(Call call)
    {
        foreach (
            var subnet in call.Content.Objects.Where(one =>
                one.Type == Subnet && call.Inputs.All("subnetMappings.subnetId").Any(id => one.IsCalled(id.GetValue<string>()))
            )
        )
        {
            var vpc = subnet.Inputs.Text("vpcId");
            if (!call.Content.Objects.Exists(one => one.Type == Gateway && one.Inputs.Text("vpcId") == vpc))
                throw new Refusal($"InvalidSubnet: VPC {vpc} has no internet gateway");
        }
    }

    /// <summary>Refuses a machine in a subnet that no route leads out of.</summary>
    public static void RequireRoute(Call call, string subnets)
    {
        foreach (var subnet in call.Inputs.All(subnets).Select(id => id.GetValue<string>()))
        {
            if (!call.Content.Objects.Exists(one => one.Type == Association && one.Inputs.Text("subnetId") == subnet))
                throw new Refusal($"NodeCreationFailure: Instances failed to join the kubernetes cluster: {subnet} has no route out");
        }
    }

    private static void RequireFreeAddresses(Call call)
    {
        foreach (var address in call.Inputs.All("subnetMappings.allocationId").Select(node => node.GetValue<string>()))
        {
            if (
                call.Content.Objects.Exists(one =>
                    one.Type is Nat or LoadBalancer
                    && one.Inputs.All("allocationId")
                        .Concat(one.Inputs.All("subnetMappings.allocationId"))
                        .Any(node => node.GetValue<string>() == address)
                )
            )
                throw new Refusal($"ResourceInUse: The allocation IDs are not available for use: {address}");
        }
    }

    // The group goes with its node group, and nothing can be detached from it then.
    private static void RequireGroup(Call call)
    {
        var name = (call.Inputs.Text("autoscalingGroupName") ?? call.Before.Text("autoscalingGroupName"))!;
        if (
            !call.Content.Objects.Exists(one =>
                one.Type == EksRules.NodeGroup && one.State.Text("resources.autoscalingGroups.name") == name
            )
        )
            throw new Refusal($"ValidationError: AutoScalingGroup name not found - AutoScalingGroup '{name}' not found");
    }
}
