using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Cli.Import;

/// <summary>
/// What <c>aws resourcegroupstaggingapi get-resources</c> lists: things by ARN, with their tags. AWS makes up most ids of a network, and
/// this is how they are found again.
/// </summary>
internal sealed class TaggedThings
{
    // Where the id stands in the ARN, and whether the whole ARN is the id and holds the name.
    private static readonly ImmutableDictionary<string, (string Part, bool IsWhole)> Parts = new Dictionary<string, (string, bool)>
    {
        ["aws:ec2/launchTemplate:LaunchTemplate"] = (":launch-template/", false),
        ["aws:lb/loadBalancer:LoadBalancer"] = (":loadbalancer/net/", true),
        ["aws:lb/targetGroup:TargetGroup"] = (":targetgroup/", true),
        ["aws:ec2/vpc:Vpc"] = (":vpc/", false),
        ["aws:ec2/subnet:Subnet"] = (":subnet/", false),
        ["aws:ec2/internetGateway:InternetGateway"] = (":internet-gateway/", false),
        ["aws:ec2/natGateway:NatGateway"] = (":natgateway/", false),
        ["aws:ec2/eip:Eip"] = (":elastic-ip/", false),
        ["aws:ec2/routeTable:RouteTable"] = (":route-table/", false),
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = (":vpc-endpoint/", false),
        ["aws:ec2/securityGroup:SecurityGroup"] = (":security-group/", false),
        ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = (":security-group-rule/", false),
        ["aws:kms/key:Key"] = (":key/", false),
        ["aws:route53/zone:Zone"] = (":hostedzone/", false),
        ["aws:secretsmanager/secret:Secret"] = (":secret:", true),
    }.ToImmutableDictionary();

    private readonly ImmutableArray<(string Arn, string? Name)> _things;

    private TaggedThings(IEnumerable<(string Arn, string? Name)> things) => _things = [.. things];

    /// <summary>Reads the listing.</summary>
    public static TaggedThings Parse(string json) =>
        new(
            from thing in JsonNode.Parse(json)!["ResourceTagMappingList"]!.AsArray()
            let name = thing["Tags"]!
                .AsArray()
                .FirstOrDefault(tag => tag!["Key"]!.GetValue<string>() == "Name")
                ?["Value"]!.GetValue<string>()
            select (thing["ResourceARN"]!.GetValue<string>(), name)
        );

    /// <summary>The id to import by, or null when no thing, or more than one, bears the name.</summary>
    public string? Find(string type, JsonObject inputs)
    {
        if (!Parts.TryGetValue(type, out var part))
            return null;
        var name = inputs.Text("tags.Name") ?? inputs.Text("name");
        var found = _things
            .Where(thing =>
                thing.Arn.Contains(part.Part, StringComparison.Ordinal)
                && (
                    part.IsWhole
                        ? IsNamed(thing.Arn[(thing.Arn.IndexOf(part.Part, StringComparison.Ordinal) + part.Part.Length)..], name)
                        : thing.Name == name
                )
            )
            .ToList();
        return name is null || found is not [var (arn, _)] ? null
            : part.IsWhole ? arn
            : arn[(arn.LastIndexOf('/') + 1)..];
    }

    // Secrets Manager puts a dash and a few made-up letters behind a secret's name, Elastic Load Balancing a slash and more of them.
    private static bool IsNamed(string last, string? name) =>
        name is not null
        && last.Length > name.Length
        && last.StartsWith(name, StringComparison.Ordinal)
        && (last[name.Length] is '-' or '/')
        && !last[(name.Length + 1)..].Contains(last[name.Length], StringComparison.Ordinal);
}
