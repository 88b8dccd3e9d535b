namespace Pulumi;

/// <summary>A resource that is known by its URN alone: something to depend on.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn)
        : base("", "", null, null, dependency: true) => Urn = new(OutputState<string>.Known(urn) with { Resources = [this] });
}
