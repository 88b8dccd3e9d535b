using Infra.Configuration.Kinds;
using Infra.Configuration.Offers;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>A node pool: <c>infra:cluster.platform</c> and <c>infra:cluster.airflow</c>, which differ in their defaults.</summary>
internal sealed class NodePoolSection
{
    private readonly Key<string> _machineType;
    private readonly Key<int> _leastNodes;
    private readonly Key<int> _mostNodes;
    private readonly Key<bool>? _spot;
    private readonly Key<bool> _dedicated;

    public NodePoolSection(KeyGroup cluster, string name, string description, int least, int most, bool maySpot)
    {
        Keys = cluster.Group(new($"{cluster.Path}.{name}", description));
        _machineType = Keys.Required(
            "machineType",
            new Text("a machine type"),
            "n2-standard-8",
            "The cloud's own name of the machine type: n2-standard-8 on Google Cloud, m6i.2xlarge on AWS.",
            LaterChange.Differs(
                gcp: LaterChange.InPlace("node by node"),
                aws: LaterChange.Beside("new groups; then the old ones are drained and go")
            )
        );
        _leastNodes = Keys.Defaulted(
            "leastNodes",
            new WholeNumber(0, 1000),
            least,
            "3",
            "Nodes that are always there, over all zones.",
            LaterChange.InPlace("on AWS one above the nodes that are there is refused, with the command that lets the group grow")
        );
        _mostNodes = Keys.Defaulted(
            "mostNodes",
            new WholeNumber(1, 1000),
            most,
            "6",
            "Nodes at full load, over all zones; at least `leastNodes`.",
            LaterChange.InPlace()
        );
        // The platform's own nodes hold volumes and a quorum: the cloud may not take them back at any time.
        _spot = !maySpot
            ? null
            : Keys.Defaulted(
                "spot",
                new Flag(),
                false,
                "true",
                "Spare capacity that the cloud may take back at any time; cheaper.",
                LaterChange.Beside("new groups; then the old ones are drained and go")
            );
        _dedicated = Keys.Defaulted(
            "dedicated",
            new Flag(),
            false,
            "true",
            "Nodes carry a taint, so that only pods that tolerate it run there.",
            LaterChange.InPlace("pods that run stay")
        );
    }

    public KeyGroup Keys { get; }

    public NodePoolSpec Read(ConfigurationSection pool)
    {
        var spec = new NodePoolSpec(
            pool.Read(_machineType),
            pool.Read(_leastNodes),
            pool.Read(_mostNodes),
            Spot: _spot is not null && pool.Read(_spot),
            Dedicated: pool.Read(_dedicated)
        );
        if (spec.MostNodes < spec.LeastNodes && pool.AreSound(_leastNodes, _mostNodes))
        {
            pool.Fault(_mostNodes, $"{spec.MostNodes} is fewer than leastNodes, {spec.LeastNodes}", $"Write {spec.LeastNodes} or more");
        }
        return spec;
    }

    /// <summary>Notes a machine type that the cloud does not offer, or that is no machine for this pool.</summary>
    public void CheckMachineType(ConfigurationSection pool, CloudConfig cloud, NodeSize least)
    {
        if (pool.Has(_machineType) && pool.AreSound(_machineType))
        {
            var name = pool.Read(_machineType);
            pool.Doubt(_machineType, cloud.Match(_ => GceMachineType.Doubt(name, least), _ => Ec2MachineType.Doubt(name, least)));
        }
    }
}
