namespace Infra.Policy;

/// <summary>How long something is meant to be there.</summary>
internal enum Lifetime
{
    /// <summary>For as long as the platform: passwords, keys, buckets, zones.</summary>
    Permanent,

    /// <summary>One birth of the database; earlier ones stay in the cloud.</summary>
    DatabaseGeneration,

    /// <summary>One cluster, which can be lost.</summary>
    ClusterGeneration,
}

/// <summary>What a resource holds that can not be made again by running the program.</summary>
/// <param name="Noun">What a person calls it.</param>
/// <param name="Loss">What is lost with it, as the end of "lost: …".</param>
/// <param name="Lifetime">How long it is meant to be there.</param>
internal sealed record Holding(string Noun, string Loss, Lifetime Lifetime)
{
    /// <summary>
    /// Whether it exists in the stack's state and nowhere else, so that nothing is left of it when it leaves the program.
    /// </summary>
    public bool InStateAlone { get; init; }
}
