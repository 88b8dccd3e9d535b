using Infra.Aws;

namespace Infra.Tests.Aws;

/// <summary>The cluster of a generation: who reaches it, what it runs on, and who may do what.</summary>
public sealed class EksTests
{
    [Fact]
    public async Task The_control_plane_is_private_logged_encrypted_and_keeps_its_version()
    {
        var cluster = (await AwsStack.DeclareAsync())["cluster-g1"];

        Assert.Equal("1.34", cluster["version"]!.GetValue<string>());
        Assert.True(cluster["vpcConfig"]!["endpointPrivateAccess"]!.GetValue<bool>());
        Assert.False(cluster["vpcConfig"]!["endpointPublicAccess"]!.GetValue<bool>());
        Assert.Equal(["secrets"], AwsStack.Texts(cluster["encryptionConfig"]!["resources"]));
        Assert.Equal(
            ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            AwsStack.Texts(cluster["enabledClusterLogTypes"])
        );
        Assert.Equal("EXTENDED", cluster["upgradePolicy"]!["supportType"]!.GetValue<string>());
        Assert.False(cluster["bootstrapSelfManagedAddons"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_range_of_the_Internet_opens_the_public_endpoint_for_itself_and_a_private_one_a_rule_of_the_private_endpoint()
    {
        var stack = await AwsStack.DeclareAsync(("infra:cluster.allowedRanges", """["203.0.113.0/24", "192.168.7.0/24"]"""));

        var vpc = stack["cluster-g1"]["vpcConfig"]!;
        Assert.True(vpc["endpointPublicAccess"]!.GetValue<bool>());
        Assert.Equal(["203.0.113.0/24"], AwsStack.Texts(vpc["publicAccessCidrs"]));
        Assert.Equal(
            ["10.0.0.0/16", "192.168.7.0/24"],
            stack
                .Of("vpc/securityGroupIngressRule:SecurityGroupIngressRule")
                .Where(rule => rule.Inputs["toPort"]!.GetValue<int>() == 443 && rule.Name.StartsWith("api-", StringComparison.Ordinal))
                .Select(rule => rule.Inputs["cidrIpv4"]!.GetValue<string>())
                .Order()
        );
    }

    [Fact]
    public async Task Every_administrator_is_written_down_and_the_maker_of_the_cluster_is_no_exception()
    {
        var stack = await AwsStack.DeclareAsync();

        string[] admins = ["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:role/platform-admins"];
        Assert.Equal(
            admins,
            stack.Of("eks/accessEntry:AccessEntry").Select(entry => entry.Inputs["principalArn"]!.GetValue<string>()).Order()
        );
        Assert.All(stack.Of("eks/accessPolicyAssociation:AccessPolicyAssociation"), policy =>
            Assert.Equal(
                "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                policy.Inputs["policyArn"]!.GetValue<string>()
            )
        );
        Assert.False(stack["cluster-g1"]["accessConfig"]!["bootstrapClusterCreatorAdminPermissions"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Each_pool_has_a_group_in_each_zone_so_that_a_pod_comes_back_where_its_volume_is()
    {
        var groups = (await AwsStack.DeclareAsync()).Of("eks/nodeGroup:NodeGroup");

        Assert.Equal(
            [
                "airflow eu-central-1a-m6i-2xlarge 1..10",
                "airflow eu-central-1b-m6i-2xlarge 1..10",
                "airflow eu-central-1c-m6i-2xlarge 1..10",
                "platform eu-central-1a-m6i-2xlarge 1..2",
                "platform eu-central-1b-m6i-2xlarge 1..2",
                "platform eu-central-1c-m6i-2xlarge 1..2",
            ],
            groups
                .Select(group =>
                    $"{group.Inputs["labels"]!["infra/pool"]} {group.Inputs["nodeGroupName"]!.GetValue<string>().Split('-', 2)[1]} "
                    + $"{group.Inputs["scalingConfig"]!["minSize"]}..{group.Inputs["scalingConfig"]!["maxSize"]}"
                )
                .Order()
        );
        Assert.All(groups, group => Assert.Single(group.Inputs["subnetIds"]!.AsArray()));
    }

    // A group of one name can not stand beside itself; EKS takes 63 letters, digits and dashes.
    [Theory]
    [InlineData("eu-central-1a", "m6i.2xlarge", false, "airflow-eu-central-1a-m6i-2xlarge")]
    [InlineData("eu-central-1a", "m6i.2xlarge", true, "airflow-eu-central-1a-m6i-2xlarge-spot")]
    [InlineData("ap-southeast-1a", "u7inh-32tb.480xlarge", true, "airflow-ap-southeast-1a-u7inh-32tb-480xlarge-spot")]
    public void A_group_s_name_tells_all_that_makes_it_anew(string zone, string machineType, bool spot, string name)
    {
        Assert.Equal(name, NodePools.NameOf("airflow", zone, new(machineType, 1, 3, spot, Dedicated: false)));
        Assert.Matches("^[0-9A-Za-z][0-9A-Za-z-]{0,62}$", name);
    }

    [Theory]
    [InlineData(3, 1, 1, 1)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(0, 0, 0, 0)]
    public void Nodes_are_dealt_out_over_the_zones_the_first_ones_first(int nodes, int first, int second, int third) =>
        Assert.Equal([first, second, third], Enumerable.Range(0, 3).Select(zone => NodePools.Part(nodes, zone, 3)));

    [Fact]
    public async Task Airflow_nodes_are_spot_and_tainted_by_choice_and_the_platforms_stay_as_they_are()
    {
        var stack = await AwsStack.DeclareAsync(("infra:cluster.airflow.spot", "true"), ("infra:cluster.airflow.dedicated", "true"));

        Assert.Equal("SPOT", stack["airflow-nodes-eu-central-1a-g1"]["capacityType"]!.GetValue<string>());
        Assert.Equal(
            "airflow-eu-central-1a-m6i-2xlarge-spot",
            stack["airflow-nodes-eu-central-1a-g1"]["nodeGroupName"]!.GetValue<string>()
        );
        Assert.Equal("ON_DEMAND", stack["platform-nodes-eu-central-1a-g1"]["capacityType"]!.GetValue<string>());
        var taint = Assert.Single(stack["airflow-nodes-eu-central-1a-g1"]["taints"]!.AsArray())!;
        Assert.Equal(
            ("infra/pool", "airflow", "NO_SCHEDULE"),
            (taint["key"]!.GetValue<string>(), taint["value"]!.GetValue<string>(), taint["effect"]!.GetValue<string>())
        );
        Assert.Empty(stack["platform-nodes-eu-central-1a-g1"]["taints"]?.AsArray() ?? []);
    }

    [Theory]
    [InlineData("1.31", "v1.31.14-eksbuild.25", "v1.11.4-eksbuild.40", "v1.31.5")]
    [InlineData("1.32", "v1.32.13-eksbuild.21", "v1.11.4-eksbuild.40", "v1.32.7")]
    [InlineData("1.33", "v1.33.10-eksbuild.18", "v1.13.2-eksbuild.11", "v1.33.5")]
    [InlineData("1.34", "v1.34.6-eksbuild.18", "v1.13.2-eksbuild.11", "v1.34.4")]
    [InlineData("1.35", "v1.35.3-eksbuild.18", "v1.14.3-eksbuild.3", "v1.35.1")]
    public async Task Every_version_of_Kubernetes_that_the_chart_supports_has_its_add_ons_and_its_autoscaler(
        string kubernetes,
        string kubeProxy,
        string coreDns,
        string autoscaler
    )
    {
        var stack = await AwsStack.DeclareAsync(("infra:cluster.kubernetesVersion", $"\"{kubernetes}\""));

        Assert.Equal(
            [
                "aws-ebs-csi-driver v1.63.1-eksbuild.1",
                $"coredns {coreDns}",
                "eks-pod-identity-agent v1.4.0-eksbuild.1",
                $"kube-proxy {kubeProxy}",
                "vpc-cni v1.23.0-eksbuild.1",
            ],
            stack.Of("eks/addon:Addon").Select(addOn => $"{addOn.Inputs["addonName"]} {addOn.Inputs["addonVersion"]}").Order()
        );
        Assert.Equal(autoscaler, stack["cluster-autoscaler-g1"]["values"]!["image"]!["tag"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_version_of_an_add_on_can_be_written_when_AWS_has_withdrawn_the_pinned_one() =>
        Assert.Equal(
            "v9.9.9-eksbuild.9",
            (await AwsStack.DeclareAsync(("infra:aws.addOnVersions", """{ "coredns": "v9.9.9-eksbuild.9" }""")))["coredns-g1"][
                "addonVersion"
            ]!.GetValue<string>()
        );

    [Fact]
    public async Task Network_policies_are_enforced() =>
        Assert.Equal(
            """{"enableNetworkPolicy":"true"}""",
            (await AwsStack.DeclareAsync())["vpc-cni-g1"]["configurationValues"]!.GetValue<string>()
        );

    [Fact]
    public async Task Volumes_are_encrypted_with_the_stacks_key_by_default()
    {
        var stack = await AwsStack.DeclareAsync();

        var parameters = stack["storage-class-g1"]["parameters"]!;
        Assert.Equal(("gp3", "true"), (parameters["type"]!.GetValue<string>(), parameters["encrypted"]!.GetValue<string>()));
        Assert.Equal(
            stack["registry-encryption"]["rules"]![0]!["applyServerSideEncryptionByDefault"]!["kmsMasterKeyId"]!.GetValue<string>(),
            parameters["kmsKeyId"]!.GetValue<string>()
        );
        Assert.Equal(
            "true",
            stack["storage-class-g1"]["metadata"]!["annotations"]!["storageclass.kubernetes.io/is-default-class"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task What_needs_AWS_has_a_role_of_its_own_by_Pod_Identity_and_no_issuer_is_named()
    {
        var stack = await AwsStack.DeclareAsync();

        var associated = stack
            .Of("eks/podIdentityAssociation:PodIdentityAssociation")
            .Select(identity => $"{identity.Inputs["namespace"]}/{identity.Inputs["serviceAccount"]}")
            .Concat(
                stack
                    .Of("eks/addon:Addon")
                    .SelectMany(addOn => addOn.Inputs["podIdentityAssociations"]?.AsArray() ?? [])
                    .Select(identity => $"kube-system/{identity!["serviceAccount"]}")
            );
        Assert.Equal(
            [
                "astronomer/astronomer-registry",
                "kube-system/aws-node",
                "kube-system/cluster-autoscaler",
                "kube-system/ebs-csi-controller-sa",
                "velero/velero",
            ],
            associated.Order()
        );
        Assert.All(stack.Of("iam/role:Role").SelectMany(role => AwsStack.Statements(role.Inputs["assumeRolePolicy"])), trust =>
            Assert.Null(trust["Principal"]!["Federated"])
        );
    }

    [Fact]
    public async Task The_autoscaler_acts_on_the_groups_of_its_own_cluster_alone()
    {
        var statements = AwsStack.Statements(
            (await AwsStack.DeclareAsync(("infra:cluster.generation", "4")))["autoscaler-role-g4-scale-node-groups"]["policy"]
        );

        var acts = Assert.Single(statements, statement => AwsStack.Texts(statement["Action"]).Contains("autoscaling:SetDesiredCapacity"));
        Assert.Equal(
            """{"StringEquals":{"aws:ResourceTag/k8s.io/cluster-autoscaler/astro-prod-cluster-g4":["owned"]}}""",
            acts["Condition"]!.ToJsonString()
        );
    }
}
