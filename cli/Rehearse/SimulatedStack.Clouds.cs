using Infra.Schemas;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <content>What is in its clouds, and what befalls them.</content>
internal partial class SimulatedStack
{
    private const string Secret = "kubernetes:core/v1:Secret";

    /// <summary>The type token of the cloud's database instances.</summary>
    public string DatabaseType => Cloud == "gcp" ? "gcp:sql/databaseInstance:DatabaseInstance" : "aws:rds/instance:Instance";

    /// <summary>The type token of the cloud's clusters.</summary>
    public string ClusterType => Cloud == "gcp" ? "gcp:container/cluster:Cluster" : "aws:eks/cluster:Cluster";

    /// <summary>The physical name of the active generation's database.</summary>
    public string ActiveDatabase => Config.Foundation.Names.Database(Config.Foundation.Database.Generation);

    /// <summary>The physical name of the active generation's cluster.</summary>
    public string ActiveCluster => Config.Foundation.Names.Of("cluster", Config.Foundation.Cluster.Generation);

    /// <summary>The bucket that keeps the registry's images.</summary>
    public string RegistryBucket =>
        World
            .Objects.Single(thing =>
                thing.Type.EndsWith("/bucket:Bucket", StringComparison.Ordinal)
                && thing.Name.StartsWith($"{Config.Foundation.Names.Permanent("registry")}-", StringComparison.Ordinal)
            )
            .Name;

    /// <summary>The rows of a database, oldest first.</summary>
    public IReadOnlyList<string> Rows(string database) => World.Database(database).Rows;

    /// <summary>The cluster stays, and its API server answers nobody any more.</summary>
    public void KillCluster(string name) => World.Cluster(name).Kill();

    /// <summary>Whether a cluster of that name exists.</summary>
    public bool ClusterExists(string name) => World.Find(ClusterType, name) is not null;

    /// <summary>Where the database's alias leads.</summary>
    public string AliasTarget()
    {
        var alias = Config.Foundation.Names.DatabaseAlias;
        var record = World
            .List(Cloud == "gcp" ? "gcp:dns/recordSet:RecordSet" : "aws:route53/record:Record")
            .Single(record => record.Name.TrimEnd('.') == alias);
        return record.State[Cloud == "gcp" ? "rrdatas" : "records"]![0]!.GetValue<string>();
    }

    /// <summary>The address of an instance, as an alias names it.</summary>
    public string AddressOf(string database) =>
        World.Find(DatabaseType, database)!.State[Cloud == "gcp" ? "privateIpAddress" : "address"]!.GetValue<string>();

    /// <summary>The platform's release in a cluster; null where there is none.</summary>
    public WorldObject? Release(string cluster) =>
        World.Cluster(cluster).Objects.SingleOrDefault(thing => thing is { Type: "kubernetes:helm.sh/v3:Release", Name: "astronomer" });

    /// <summary>The secrets in a cluster: contents by name.</summary>
    public SortedDictionary<string, string> SecretsOf(string cluster) =>
        new(
            World
                .Cluster(cluster)
                .Objects.Where(thing => thing.Type == Secret)
                .ToDictionary(
                    secret => secret.Name,
                    secret =>
                        string.Join(
                            '\n',
                            secret.Inputs["stringData"]!
                                .AsObject()
                                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                                .Select(pair => $"{pair.Key}: {pair.Value}")
                        )
                ),
            StringComparer.Ordinal
        );

    /// <summary>
    /// Whom the network lets through to the stack's databases: security groups and ranges on AWS, nodes' tags on Google Cloud.
    /// </summary>
    public IReadOnlyList<string> OpenDoors() => [.. (Cloud == "gcp" ? OpenFirewalls() : OpenIngressRules()).Order(StringComparer.Ordinal)];

    /// <summary>What the network tells a cluster's nodes by, as <see cref="OpenDoors"/> names it.</summary>
    public string DoorOf(string cluster) =>
        Cloud == "gcp"
            ? $"{Config.Foundation.Names.Permanent("nodes")}-g{cluster.Split("-g")[^1]}"
            : World.Find(ClusterType, cluster)?.State.Text("vpcConfig.clusterSecurityGroupId")
                ?? $"the group of {cluster}, which is not there";

    private IEnumerable<string> OpenFirewalls() =>
        from rule in World.List("gcp:compute/firewall:Firewall")
        where
            rule.Name.StartsWith(Config.Foundation.Names.Prefix, StringComparison.Ordinal)
            && rule.Inputs["allows"] is not null
            && rule.Inputs.Text("direction") == "EGRESS"
        from door in rule.Inputs.All("targetTags").Select(tag => tag.GetValue<string>()).DefaultIfEmpty("everybody")
        select door;

    private IEnumerable<string> OpenIngressRules()
    {
        var databases = World
            .List("aws:ec2/securityGroup:SecurityGroup")
            .Single(one => one.Name == Config.Foundation.Names.Permanent("databases"));
        return from rule in World.List("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
            where rule.Inputs.Text("securityGroupId") == databases.Id
            select rule.Inputs.Text("referencedSecurityGroupId")
                ?? rule.Inputs.Text("cidrIpv4")
                ?? rule.Inputs.Text("cidrIpv6")
                ?? "everybody";
    }
}
