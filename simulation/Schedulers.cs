using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>A row that a platform wrote.</summary>
/// <param name="Cluster">The cluster the platform runs in.</param>
/// <param name="Database">The instance it wrote to.</param>
/// <param name="Change">How many changes the clouds had seen by then; an index into the journal.</param>
public sealed record Write(string Cluster, string Database, int Change);

/// <summary>An open connection of a platform.</summary>
/// <param name="Cluster">The cluster the platform runs in.</param>
/// <param name="Database">The instance at the other end.</param>
public sealed record Session(string Cluster, string Database);

/// <summary>
/// The schedulers of every platform: after each change in the clouds they write once, to whatever the alias leads to and the fence
/// lets through, and over every connection they still hold. Pods run on when their API server is dead.
/// </summary>
internal static class Schedulers
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Job = "kubernetes:batch/v1:Job";

    /// <summary>Notes a change, and lets every platform write.</summary>
    public static void After(WorldFile content, JournalEntry change)
    {
        content.Journal.Add(change);
        EndSessions(content);
        var target = Target(content);
        foreach (var cluster in content.Objects.Where(SimulatedCluster.Is))
        {
            if (
                !content.Objects.Exists(thing =>
                    thing is { Type: Release, Name: "astronomer" } && thing.Scope == SimulatedCluster.ScopeOf(cluster)
                )
            )
                continue;
            if (target is not null && IsLetThrough(content, cluster))
                content.Sessions.Add(new(cluster.Name, target.Name));
        }
        content.Sessions.RemoveWhere(session =>
            !content.Objects.Exists(thing => SimulatedCluster.Is(thing) && thing.Name == session.Cluster)
            || !content.Databases.Exists(one => one.Name == session.Database && one.DeletedAt is null)
        );
        content.Writes.AddRange(content.Sessions.Select(session => new Write(session.Cluster, session.Database, content.Journal.Count)));
    }

    // The login check ends the sessions of everybody else in the database that it logs in to.
    private static void EndSessions(WorldFile content)
    {
        if (
            content.Journal[^1] is not { Type: Job, Operation: Operation.Create } job
            || !job.Name.StartsWith("login-check-", StringComparison.Ordinal)
            || Target(content) is not { } target
        )
            return;
        var own = content.Objects.Find(thing => thing.Type == Job && thing.Name == job.Name)?.Scope;
        var cluster = content.Objects.Find(thing => SimulatedCluster.Is(thing) && SimulatedCluster.ScopeOf(thing) == own)?.Name;
        content.Sessions.RemoveWhere(session => session.Database == target.Name && session.Cluster != cluster);
    }

    private static DatabaseRecord? Target(WorldFile content)
    {
        var addresses = content
            .Objects.Where(thing =>
                thing.Type is "gcp:dns/recordSet:RecordSet" or "aws:route53/record:Record"
                && thing.Name.StartsWith("db.", StringComparison.Ordinal)
            )
            .SelectMany(record => record.Inputs.All("rrdatas").Concat(record.Inputs.All("records")))
            .Select(node => node.GetValue<string>())
            .ToHashSet();
        var instance = content.Objects.Find(thing =>
            addresses.Contains(thing.State.Text("privateIpAddress") ?? thing.State.Text("address") ?? "")
        );
        return instance is null
            ? null
            : content.Databases.Find(one => one.Owner == instance.Hash && one.DeletedAt is null && !content.LostZones.Contains(one.Zone));
    }

    private static bool IsLetThrough(WorldFile content, WorldObject cluster) =>
        cluster.Type.StartsWith("aws:", StringComparison.Ordinal)
            ? content.Objects.Exists(rule =>
                rule.Type == "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
                && rule.Inputs.Number("fromPort") is 5432
                && rule.Inputs.Text("referencedSecurityGroupId") == cluster.State.Text("vpcConfig.clusterSecurityGroupId")
            )
            : content.Objects.Exists(rule =>
                rule.Type == "gcp:compute/firewall:Firewall"
                && rule.Inputs["allows"] is not null
                && rule.Inputs.Text("direction") == "EGRESS"
                && rule.Inputs.All("targetTags").Any(tag => Tags(content, cluster).Contains(Text(tag)))
            );

    private static HashSet<string> Tags(WorldFile content, WorldObject cluster) =>
        content
            .Objects.Where(pool => pool.Type == "gcp:container/nodePool:NodePool" && Bounds.Refers(pool, "cluster", cluster))
            .SelectMany(pool => pool.Inputs.All("nodeConfig.tags"))
            .Select(Text)
            .ToHashSet();

    private static string Text(JsonNode node) => node.GetValue<string>();
}
