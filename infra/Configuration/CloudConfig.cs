namespace Infra.Configuration;

/// <summary>Which account of which cloud, and where.</summary>
/// <param name="Region">The region, in the cloud's own words.</param>
internal abstract partial record CloudConfig(string Region)
{
    /// <summary>The cloud's name, as <c>infra:cloud</c> has it.</summary>
    public abstract string Name { get; }
}
