using Infra.Configuration;

namespace Infra.Tests.Aws;

/// <summary>What only AWS is told is checked before anything is made.</summary>
public sealed class AwsConfigurationTests
{
    private const string Subnets = """["subnet-0a", "subnet-0b", "subnet-0c"]""";

    [Theory]
    [InlineData("aws:region", "\"cn-north-1\"", "not one of China or a government's", "eu-central-1")]
    [InlineData("aws:region", "\"us-gov-west-1\"", "not one of China or a government's", "eu-central-1")]
    [InlineData("infra:aws.admins", null, "infra:aws.admins: it is missing", "role/deploy")]
    [InlineData(
        "infra:aws.admins",
        """["arn:aws:iam::123456789012:role/deploy"]""",
        "it names 1 principal, and one that is lost would lock everybody out",
        "role/platform-admins"
    )]
    [InlineData(
        "infra:aws.admins",
        """["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:role/deploy"]""",
        "it names 1 principal",
        "Write two or more"
    )]
    [InlineData("infra:aws.admins", """["deploy", "admins"]""", "is not a list of ARNs of IAM roles or users", "role/deploy")]
    [InlineData(
        "infra:aws.keyAdministrators",
        """["arn:aws:iam::123456789012:root"]""",
        "is not a list of ARNs of IAM roles or users",
        "role/security"
    )]
    [InlineData(
        "infra:aws.viewers",
        """["arn:aws:iam::123456789012:role/deploy"]""",
        "role/deploy administers the cluster already",
        "Name it in one of the two"
    )]
    [InlineData(
        "infra:aws.permissionsBoundary",
        "\"astro-boundary\"",
        "'astro-boundary' is not an ARN of an IAM policy",
        "policy/astro-boundary"
    )]
    [InlineData("infra:aws.natGateways", "\"none\"", "'none' is not zonal or single", "single")]
    [InlineData("infra:aws.network", """{ "vpcId": "vpc-0a" }""", "infra:aws.network.publicSubnetIds: it is missing", "subnet-0a")]
    [InlineData(
        "infra:aws.network",
        $$"""{ "vpcId": "vpc-0a", "publicSubnetIds": {{Subnets}}, "privateSubnetIds": ["subnet-0d", "subnet-0d", "subnet-0e"] }""",
        "it names 2 different subnets, and there are 3 zones",
        "subnet-0a"
    )]
    [InlineData("infra:aws.addOnVersions", """{ "coredns": "latest" }""", "'latest' is not an add-on's version", "v1.2.3-eksbuild.1")]
    [InlineData("infra:aws.addOnVersions", """{ "core-dns": "v1.2.3-eksbuild.1" }""", "there is no such key", "coredns")]
    [InlineData("infra:publicZone", "\"example.com\"", "'example.com' is not the id of a hosted zone", "Z0123456789ABCDEFGHIJ")]
    public void A_fault_names_what_is_wrong_and_what_to_write(string key, string? json, string problem, string remedy)
    {
        var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config("aws", (key, json)));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }
}
