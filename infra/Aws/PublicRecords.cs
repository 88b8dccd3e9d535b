using Pulumi;
using Pulumi.Aws.LB;
using Pulumi.Aws.Route53;
using Pulumi.Aws.Route53.Inputs;

namespace Infra.Aws;

/// <summary>
/// The platform's names in a public zone that others own. Their logical names are stable: a relaunch flips them, last of all. Resolvers
/// keep an answer for a minute, which AWS fixes for names of load balancers, and get no address of a zone that is down.
/// </summary>
internal sealed class PublicRecords : ComponentResource
{
    /// <summary>Declares the records.</summary>
    /// <param name="scope">The zone: its id, because a private and a public zone can share a name.</param>
    /// <param name="zoneId">The hosted zone's id.</param>
    /// <param name="baseDomain">The platform's domain.</param>
    /// <param name="loadBalancer">Where they lead.</param>
    /// <param name="after">What has to stand before anybody is sent there.</param>
    public PublicRecords(AwsScope scope, string zoneId, string baseDomain, LoadBalancer loadBalancer, Resource after)
        : base("infra:aws:PublicRecords", "public-records", scope.Component)
    {
        foreach (var (logicalName, name) in new[] { ("public-base", baseDomain), ("public-wildcard", $"*.{baseDomain}") })
        {
            new Record(
                logicalName,
                new()
                {
                    ZoneId = zoneId,
                    Name = name,
                    Type = "A",
                    Aliases =
                    {
                        new RecordAliasArgs
                        {
                            Name = loadBalancer.DnsName,
                            ZoneId = loadBalancer.ZoneId,
                            EvaluateTargetHealth = true,
                        },
                    },
                },
                new() { Parent = this, DependsOn = after }
            );
        }
        RegisterOutputs();
    }
}
