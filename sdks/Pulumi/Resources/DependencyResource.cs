namespace Pulumi;

/// <summary>A resource that is known by its URN alone: something to depend on.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn, string id = "") : base("", "", null, null, dependency: true)
    {
        Urn = Output.Create(urn);
        Id = new(OutputState<string>.Known(id) with { IsKnown = id.Length > 0 });
    }
}

/// <summary>A provider that is known by its reference alone.</summary>
internal sealed class DependencyProviderResource : ProviderResource
{
    private DependencyProviderResource(string urn, string id)
        : base(Pulumi.Urn.TypeOf(urn).Split(':')[^1], "", ResourceArgs.Empty, null, dependency: true) =>
        (Urn, Id) = (Output.Create(urn), Output.Create(id));

    public static DependencyProviderResource Parse(string reference)
    {
        var end = reference.LastIndexOf("::", StringComparison.Ordinal);
        return new(reference[..end], reference[(end + 2)..]);
    }
}
