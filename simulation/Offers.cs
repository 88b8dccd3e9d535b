namespace Infra.Simulation;

/// <summary>What is on offer in a world beyond its things, as far as somebody has changed it from what the vendors publish.</summary>
internal sealed class Offers
{
    /// <summary>What is not on offer any more, does not exist, or does not answer.</summary>
    public HashSet<string> Withdrawn { get; init; } = [];

    /// <summary>Quotas that are not the default ones.</summary>
    public Dictionary<string, double> Quotas { get; init; } = [];

    /// <summary>The domain of the public zones, which are somebody else's.</summary>
    public string Domain { get; set; } = "example.com";

    /// <summary>How the commands begin that fail.</summary>
    public List<string> Silent { get; init; } = [];

    /// <summary>Whether it is on offer.</summary>
    public bool Has(string what) => !Withdrawn.Contains(what);

    /// <summary>A quota.</summary>
    public double Quota(string code, double usual) => Quotas.GetValueOrDefault(code, usual);
}
