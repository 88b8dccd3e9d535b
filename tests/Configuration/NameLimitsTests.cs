using Infra.Cli.Preview;

namespace Infra.Tests.Configuration;

/// <summary>The longest prefix that is taken leads to no name that a cloud refuses.</summary>
public sealed class NameLimitsTests
{
    private const string LongestPrefix = "abcdefghijklmnopqr";

    // The most characters of a name; where a type is not here, 63 as in DNS.
    // https://cloud.google.com/iam/docs/service-accounts-create,
    // https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    private static readonly Dictionary<string, int> Limits = new()
    {
        ["gcp:serviceaccount/account:Account"] = 30,
        ["gcp:container/cluster:Cluster"] = 40,
        ["gcp:container/nodePool:NodePool"] = 40,
        ["gcp:secretmanager/secret:Secret"] = 255,
        ["aws:lb/loadBalancer:LoadBalancer"] = 32,
        ["aws:lb/targetGroup:TargetGroup"] = 32,
        ["aws:iam/role:Role"] = 64,
        ["aws:iam/policy:Policy"] = 128,
        ["aws:secretsmanager/secret:Secret"] = 512,
        ["aws:cloudwatch/logGroup:LogGroup"] = 512,
        ["aws:cloudwatch/metricAlarm:MetricAlarm"] = 255,
        ["aws:kms/alias:Alias"] = 256,
        ["aws:ec2/securityGroup:SecurityGroup"] = 255,
        ["aws:rds/subnetGroup:SubnetGroup"] = 255,
        ["aws:rds/parameterGroup:ParameterGroup"] = 255,
        ["aws:route53/record:Record"] = 255,
        ["aws:route53/zone:Zone"] = 255,
        ["gcp:dns/recordSet:RecordSet"] = 255,
    };

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_longest_prefix_and_generation_fit_every_name(string cloud)
    {
        var config = SampleStack.Config(
            cloud,
            ("infra:prefix", $"\"{LongestPrefix}\""),
            ("infra:cluster.generation", "999"),
            ("infra:database.generation", "999"),
            ("infra:copies.region", cloud == "gcp" ? "\"northamerica-northeast1\"" : "\"ap-southeast-2\"")
        );
        var evaluation = await OfflineStack.EvaluateAsync(config, cloud, new Echo());
        string[] inputs = ["name", "identifier", "bucket", "accountId", "secretId", "nodeGroupName"];
        var names =
            from resource in evaluation.Resources
            where resource.Type.StartsWith($"{cloud}:", StringComparison.Ordinal)
            from input in inputs
            where resource.Inputs.GetValueOrDefault(input) is string name && name.StartsWith(LongestPrefix, StringComparison.Ordinal)
            select (resource.Type, Name: (string)resource.Inputs[input]);

        Assert.True(names.Count() > 10);
        Assert.All(names, thing =>
            Assert.True(
                thing.Name.Length <= Limits.GetValueOrDefault(thing.Type, 63),
                $"{thing.Type} {thing.Name} has {thing.Name.Length} characters"
            )
        );
    }
}
