using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <content>What is in its clouds, and what befalls them.</content>
internal sealed partial class RehearsedStack
{
    /// <summary>Sets the world's clock.</summary>
    public RehearsedStack At(string instant)
    {
        World.Now = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        return this;
    }

    public void Insert(string database, string row) => World.Database(database).Insert(row);

    public IReadOnlyList<string> Rows(string database) => World.Database(database).Rows;

    public bool DatabaseExists(string name) => World.Find(DatabaseType, name) is not null;

    public void DeleteDatabaseOutOfBand(string name) => World.Lose(DatabaseType, name);

    public void FailNextDatabaseCreate(string message) => World.Interference.FailNext(DatabaseType, Operation.Create, message);

    public void KillCluster(string name) => World.Cluster(name).Kill();

    /// <summary>The cluster exists and answers no more (<c>dead</c>), or it is gone with all that was in it.</summary>
    public void LoseCluster(string name, string loss)
    {
        if (loss == "dead")
        {
            KillCluster(name);
        }
        else
        {
            World.Lose(ClusterType, name);
        }
    }

    /// <summary>How many changes the clouds had seen after the first one since the launch that fits.</summary>
    public int IndexOfChange(Func<JournalEntry, bool> fits) => World.Journal.ToList().FindIndex(_journalAtStart, change => fits(change)) + 1;

    public bool ClusterExists(string name) => World.Find(ClusterType, name) is not null;

    /// <summary>Where the alias leads.</summary>
    public string AliasTarget()
    {
        var record = _cloud == "gcp" ? World.List("gcp:dns/recordSet:RecordSet") : World.List("aws:route53/record:Record");
        return Assert.Single(record).State[_cloud == "gcp" ? "rrdatas" : "records"]![0]!.GetValue<string>();
    }

    /// <summary>The address of an instance, as an alias names it.</summary>
    public string AddressOf(string database) =>
        World.Find(DatabaseType, database)!.State[_cloud == "gcp" ? "privateIpAddress" : "address"]!.GetValue<string>();

    /// <summary>The values of the chart's release in a cluster.</summary>
    public JsonObject ReleaseValues(string cluster = "astro-prod-cluster-g1") =>
        Assert.Single(World.Cluster(cluster).Objects, thing => thing is { Type: "kubernetes:helm.sh/v3:Release", Name: "astronomer" }).Inputs["values"]!.AsObject();

    /// <summary>The secrets in a cluster: contents by name.</summary>
    public SortedDictionary<string, string> SecretsOf(string cluster) => new(World.Cluster(cluster).Objects
        .Where(thing => thing.Type == "kubernetes:core/v1:Secret")
        .ToDictionary(secret => secret.Name, secret => string.Join('\n', secret.Inputs["stringData"]!.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"))), StringComparer.Ordinal);

    /// <summary>The type token of the cloud's database instances.</summary>
    public string DatabaseType => _cloud == "gcp" ? "gcp:sql/databaseInstance:DatabaseInstance" : "aws:rds/instance:Instance";

    /// <summary>The type token of the cloud's clusters.</summary>
    public string ClusterType => _cloud == "gcp" ? "gcp:container/cluster:Cluster" : "aws:eks/cluster:Cluster";
}
