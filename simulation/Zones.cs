using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Which zones of a region things stand in, and which of them are lost.</summary>
internal static class Zones
{
    private const string Subnet = AwsNetworkRules.Subnet;
    private const string NatGateway = "aws:ec2/natGateway:NatGateway";
    private const string RouteTable = "aws:ec2/routeTable:RouteTable";
    private const string Association = "aws:ec2/routeTableAssociation:RouteTableAssociation";

    /// <summary>Puts a new instance into a zone, and its standby into another; both live.</summary>
    public static void Settle(Call call, DatabaseRecord born)
    {
        var live = InstanceZones(call).Where(zone => !call.Content.LostZones.Contains(zone)).ToList();
        var hasStandby = call.Inputs.Flag("multiAz") == true || call.Inputs.Text("settings.availabilityType") == "REGIONAL";
        if (live.Count < (hasStandby ? 2 : 1))
        {
            throw new Refusal(
                born.Type == RdsInstance.Type
                    ? "InsufficientDBInstanceCapacity: the requested DB instance class has no capacity in the zones of its subnet group"
                    : "googleapi: Error 503: the zone does not have enough resources available to fulfill the request., "
                        + "resourcesUnavailable"
            );
        }
        born.Zone = live[0];
        TakeStandby(call, born);
    }

    /// <summary>Gives an instance the standby that is asked for, or none.</summary>
    public static void TakeStandby(Call call, DatabaseRecord record)
    {
        var hasStandby = call.Inputs.Flag("multiAz") == true || call.Inputs.Text("settings.availabilityType") == "REGIONAL";
        record.StandbyZone = hasStandby
            ? record.StandbyZone
                ?? InstanceZones(call).FirstOrDefault(zone => zone != record.Zone && !call.Content.LostZones.Contains(zone))
            : null;
    }

    /// <summary>Where the nodes of a cluster stand, lost zones left out.</summary>
    public static IEnumerable<string> OfNodes(WorldFile content, WorldObject cluster) =>
        Groups(content, cluster)
            .SelectMany(group =>
                group.Type == EksRules.NodeGroup
                    ? group.Inputs.All("subnetIds").Select(id => ZoneOf(content, id.GetValue<string>()))
                    : Nodes(group.Inputs, cluster)
            )
            .Where(zone => zone.Length > 0 && !content.LostZones.Contains(zone))
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// The zones whose nodes stand and reach nothing outside, because their NAT gateway is lost. Google's NAT is in no zone.
    /// </summary>
    public static IEnumerable<string> CutOff(WorldFile content, WorldObject cluster) =>
        Groups(content, cluster)
            .SelectMany(group => group.Inputs.All("subnetIds").Select(id => id.GetValue<string>()))
            .Where(subnet => GatewayZone(content, subnet) is { } zone && content.LostZones.Contains(zone))
            .Select(subnet => ZoneOf(content, subnet))
            .Where(zone => !content.LostZones.Contains(zone))
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>Refuses nodes that no zone has a machine for.</summary>
    public static void RequireMachines(Call call)
    {
        var zones = call.Inputs.All("subnetIds").Select(id => ZoneOf(call.Content, id.GetValue<string>())).ToList();
        if (zones.Count > 0 && zones.TrueForAll(call.Content.LostZones.Contains))
            throw new Refusal(
                "AsgInstanceLaunchFailures: InsufficientInstanceCapacity - there is no capacity in the Availability Zone "
                    + $"{string.Join(", ", zones)}"
            );
    }

    /// <summary>Every zone that anything stands in.</summary>
    public static IEnumerable<string> Used(WorldFile content) =>
        content
            .Databases.Where(one => one.DeletedAt is null)
            .SelectMany(one => new[] { one.Zone, one.StandbyZone })
            .Concat(content.Objects.Where(one => one.Type == Subnet).Select(one => one.Inputs.Text("availabilityZone")))
            .Concat(content.Objects.Where(one => one.Type == "gcp:container/cluster:Cluster").SelectMany(one => OfNodes(content, one)))
            .OfType<string>()
            .Distinct();

    private static IEnumerable<WorldObject> Groups(WorldFile content, WorldObject cluster) =>
        content.Objects.Where(one =>
            (one.Type == EksRules.NodeGroup && Bounds.Refers(one, "clusterName", cluster))
            || (one.Type == "gcp:container/nodePool:NodePool" && Bounds.Refers(one, "cluster", cluster))
        );

    private static IEnumerable<string> Nodes(JsonObject pool, WorldObject cluster)
    {
        var named = pool.All("nodeLocations")
            .Concat(pool["nodeLocations"] is null ? cluster.Inputs.All("nodeLocations") : [])
            .Select(zone => zone.GetValue<string>())
            .ToList();
        var location = cluster.Inputs.Text("location") ?? "";
        // A location with a letter at its end is one zone.
        return named.Count > 0 ? named
            : location.Split('-').Length == 3 ? [location]
            : OfGoogle(location);
    }

    private static IEnumerable<string> InstanceZones(Call call)
    {
        if (call.Inputs.Text("availabilityZone") is { } own)
            return [own];
        if (call.Rule.Type != RdsInstance.Type)
            return call.Inputs.Text("settings.locationPreference.zone") is { } first
                ? new[] { first }.Concat(OfGoogle(call.Region)).Distinct()
                : OfGoogle(call.Region);
        var group = call.Content.Objects.Find(one =>
            one.Type == "aws:rds/subnetGroup:SubnetGroup" && one.IsCalled(call.Inputs.Text("dbSubnetGroupName") ?? "")
        );
        var zones = group
            ?.Inputs.All("subnetIds")
            .Select(id => ZoneOf(call.Content, id.GetValue<string>()))
            .Where(zone => zone.Length > 0)
            .Distinct()
            .ToList()
            ?? [];
        return zones.Count > 0 ? zones : new[] { "a", "b", "c" }.Select(letter => call.Region + letter);
    }

    // https://cloud.google.com/compute/docs/regions-zones: these two regions have no zone a.
    private static IEnumerable<string> OfGoogle(string region) =>
        (region is "europe-west1" or "us-east1" ? new[] { "b", "c", "d" } : ["a", "b", "c"]).Select(letter => $"{region}-{letter}");

    private static string ZoneOf(WorldFile content, string subnet) =>
        content.Objects.Find(one => one.Type == Subnet && one.IsCalled(subnet))?.Inputs.Text("availabilityZone") ?? "";

    private static string? GatewayZone(WorldFile content, string subnet)
    {
        var table = content
            .Objects.Find(one => one.Type == Association && one.Inputs.Text("subnetId") == subnet)
            ?.Inputs.Text("routeTableId");
        var gateway = content.Objects.Find(one => one.Type == RouteTable && one.Id == table)?.Inputs.Text("routes.natGatewayId");
        return content.Objects.Find(one => one.Type == NatGateway && one.Id == gateway)?.Inputs.Text("subnetId") is { } place
            ? ZoneOf(content, place)
            : null;
    }
}
