using Infra.Rehearsal.Preview;

namespace Infra.Tests.Aws;

/// <summary>Every resource of the AWS foundation has the lifetime that the options matrix gives it; a new one has to be given one here.</summary>
public sealed class AwsLifetimesTests
{
    private enum Lifetime
    {
        /// <summary>Protected and retained.</summary>
        Permanent,

        /// <summary>Retained, and free to leave the program.</summary>
        Kept,

        /// <summary>Comes and goes with its generation, or is changed in place.</summary>
        Rebuildable,

        /// <summary>Goes with the cluster, which need not answer.</summary>
        WithCluster,

        /// <summary>Goes with its node group.</summary>
        WithNodes,
    }

    private static readonly Dictionary<string, Lifetime> ByType = new()
    {
        ["ec2/vpc:Vpc"] = Lifetime.Permanent,
        ["ec2/subnet:Subnet"] = Lifetime.Permanent,
        ["ec2/internetGateway:InternetGateway"] = Lifetime.Permanent,
        ["ec2/natGateway:NatGateway"] = Lifetime.Permanent,
        ["ec2/routeTable:RouteTable"] = Lifetime.Permanent,
        ["ec2/routeTableAssociation:RouteTableAssociation"] = Lifetime.Permanent,
        ["ec2/vpcEndpoint:VpcEndpoint"] = Lifetime.Permanent,
        ["kms/key:Key"] = Lifetime.Permanent,
        ["kms/alias:Alias"] = Lifetime.Permanent,
        ["rds/subnetGroup:SubnetGroup"] = Lifetime.Permanent,
        ["rds/parameterGroup:ParameterGroup"] = Lifetime.Permanent,
        ["route53/zone:Zone"] = Lifetime.Permanent,
        ["s3/bucket:Bucket"] = Lifetime.Permanent,
        ["s3/bucketVersioning:BucketVersioning"] = Lifetime.Permanent,
        ["s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = Lifetime.Permanent,
        ["s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = Lifetime.Permanent,
        ["s3/bucketPolicy:BucketPolicy"] = Lifetime.Permanent,
        ["s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = Lifetime.Permanent,
        ["secretsmanager/secret:Secret"] = Lifetime.Permanent,
        ["secretsmanager/secretVersion:SecretVersion"] = Lifetime.Kept,
        ["rds/instance:Instance"] = Lifetime.Kept,
        ["cloudwatch/logGroup:LogGroup"] = Lifetime.Kept,
        ["route53/record:Record"] = Lifetime.Rebuildable,
        ["eks/cluster:Cluster"] = Lifetime.Rebuildable,
        // EKS refuses to delete a cluster that has node groups.
        ["eks/nodeGroup:NodeGroup"] = Lifetime.Rebuildable,
        ["ec2/launchTemplate:LaunchTemplate"] = Lifetime.Rebuildable,
        ["ec2/securityGroup:SecurityGroup"] = Lifetime.Rebuildable,
        ["ec2/eip:Eip"] = Lifetime.Rebuildable,
        ["ec2/flowLog:FlowLog"] = Lifetime.Rebuildable,
        ["vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = Lifetime.Rebuildable,
        ["vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = Lifetime.Rebuildable,
        ["iam/role:Role"] = Lifetime.Rebuildable,
        ["iam/rolePolicy:RolePolicy"] = Lifetime.Rebuildable,
        ["iam/rolePolicyAttachment:RolePolicyAttachment"] = Lifetime.Rebuildable,
        ["lb/loadBalancer:LoadBalancer"] = Lifetime.Rebuildable,
        ["lb/targetGroup:TargetGroup"] = Lifetime.Rebuildable,
        ["lb/listener:Listener"] = Lifetime.Rebuildable,
        ["eks/addon:Addon"] = Lifetime.WithCluster,
        ["eks/accessEntry:AccessEntry"] = Lifetime.WithCluster,
        ["eks/accessPolicyAssociation:AccessPolicyAssociation"] = Lifetime.WithCluster,
        ["eks/podIdentityAssociation:PodIdentityAssociation"] = Lifetime.WithCluster,
        ["autoscaling/attachment:Attachment"] = Lifetime.WithNodes,
    };

    // Of these types most come and go; what a bucket or a retained database leans on stays.
    private static readonly Dictionary<string, Lifetime> ByName = new()
    {
        ["nat-address-0"] = Lifetime.Permanent,
        ["nat-address-1"] = Lifetime.Permanent,
        ["nat-address-2"] = Lifetime.Permanent,
        ["databases"] = Lifetime.Permanent,
        ["database-monitoring-role"] = Lifetime.Permanent,
        ["database-monitoring-role-AmazonRDSEnhancedMonitoringRole"] = Lifetime.Permanent,
        ["registry-role"] = Lifetime.Permanent,
        ["registry-role-use-of-bucket"] = Lifetime.Permanent,
        ["flow-log-group"] = Lifetime.Rebuildable,
    };

    [Fact]
    public async Task Every_resource_has_the_lifetime_of_the_options_matrix()
    {
        var resources = await Declared(("infra:network.flowLogs", "true"));

        Assert.All(resources, resource => Assert.Equal((resource.Name, ByName.GetValueOrDefault(resource.Name, ByType[resource.Type[4..]])), (resource.Name, Of(resource.Options))));
    }

    [Fact]
    public async Task Every_row_of_the_matrix_is_in_use()
    {
        var resources = await Declared(("infra:network.flowLogs", "true"));

        Assert.Equal(ByType.Keys.Order(), resources.Select(resource => resource.Type[4..]).Distinct().Order());
        Assert.Empty(ByName.Keys.Except(resources.Select(resource => resource.Name)));
    }

    [Fact]
    public async Task A_cluster_is_given_an_hour_to_come_and_to_go() =>
        Assert.Equal(
            (TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(60)),
            Assert.Single(await Declared(), resource => resource.Name == "cluster-g1").Options.CustomTimeouts is { } timeouts ? (timeouts.Create, timeouts.Update, timeouts.Delete) : default);

    [Fact]
    public async Task The_desired_size_of_a_node_group_is_the_autoscalers() =>
        Assert.All((await Declared()).Where(resource => resource.Type == "aws:eks/nodeGroup:NodeGroup"),
            group => Assert.Contains("scalingConfig.desiredSize", ((Pulumi.CustomResourceOptions)group.Options).IgnoreChanges));

    private static async Task<List<DeclaredResource>> Declared(params (string Path, string? Json)[] edits) =>
        [.. (await SampleStack.EvaluateAsync("aws", edits)).Resources.Where(resource => resource.Type.StartsWith("aws:", StringComparison.Ordinal))];

    private static Lifetime Of(Pulumi.ResourceOptions options) => (options.Protect == true, options.RetainOnDelete == true, options.DeletedWith?.GetResourceType()) switch
    {
        (true, true, null) => Lifetime.Permanent,
        (false, true, null) => Lifetime.Kept,
        (false, false, null) => Lifetime.Rebuildable,
        (false, false, "aws:eks/cluster:Cluster") => Lifetime.WithCluster,
        (false, false, "aws:eks/nodeGroup:NodeGroup") => Lifetime.WithNodes,
        var other => throw new InvalidOperationException($"{other} is no lifetime of the matrix."),
    };
}
