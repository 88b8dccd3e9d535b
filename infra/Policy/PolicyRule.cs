namespace Infra.Policy;

/// <summary>A promise that must hold whatever somebody edits.</summary>
/// <param name="Name">Short name, for a message.</param>
/// <param name="Promise">The promise, in a sentence.</param>
/// <param name="Reason">Why it is made.</param>
/// <param name="Mend">What to write when it is broken.</param>
internal sealed record PolicyRule(string Name, string Promise, string Reason, string Mend)
{
    /// <summary>Finds every resource that breaks the promise, and says how.</summary>
    public required Func<RegisteredPlatform, IEnumerable<Breach>> Breaches { get; init; }

    /// <summary>Looks at each resource of some types alone; null where it keeps the promise.</summary>
    internal static Func<RegisteredPlatform, IEnumerable<Breach>> Each(Func<RegisteredResource, string?> fault, params string[] types) =>
        platform =>
            platform
                .Of(types)
                .Select(resource => (resource, What: fault(resource)))
                .Where(pair => pair.What is not null)
                .Select(pair => new Breach(pair.resource.Name, pair.What!));

    /// <summary>A breach for everything of a lifetime that is not kept as it should be.</summary>
    internal static IEnumerable<Breach> Held(
        RegisteredPlatform platform,
        Lifetime lifetime,
        Func<RegisteredResource, bool> kept,
        string what
    ) =>
        from thing in platform.Resources
        where Holdings.Of(thing.Type, thing.Name) is { } holding && holding.Lifetime == lifetime && !kept(thing)
        select new Breach(thing.Name, what);
}

/// <summary>One resource that breaks a promise.</summary>
/// <param name="Resource">Logical name.</param>
/// <param name="What">What is wrong with it.</param>
internal sealed record Breach(string Resource, string What);

/// <summary>A breach of a rule, for a person to read.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Breach">Where it is broken and how.</param>
internal sealed record PolicyFault(PolicyRule Rule, Breach Breach)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Breach.Resource}: {Breach.What}\n    Policy {Rule.Name}: {Rule.Promise} {Rule.Reason}\n    Mend: {Rule.Mend}";
}
