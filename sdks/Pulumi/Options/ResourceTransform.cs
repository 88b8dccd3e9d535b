using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Changes a resource's properties and options while it is registered; null changes nothing.</summary>
public delegate Task<ResourceTransformResult?> ResourceTransform(
    ResourceTransformArgs args, CancellationToken cancellationToken = default);

/// <summary>The resource being registered.</summary>
public readonly struct ResourceTransformArgs(
    string name, string type, bool custom, ImmutableDictionary<string, object?> args, ResourceOptions options)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type token.</summary>
    public string Type { get; } = type;

    /// <summary>Whether a provider makes it; otherwise it is a component.</summary>
    public bool Custom { get; } = custom;

    /// <summary>Its properties by wire name; what is secret or not known is an output.</summary>
    public ImmutableDictionary<string, object?> Args { get; } = args;

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; } = options;
}

/// <summary>What to register in its place.</summary>
public readonly struct ResourceTransformResult(ImmutableDictionary<string, object?> args, ResourceOptions options)
{
    /// <summary>The properties by wire name.</summary>
    public ImmutableDictionary<string, object?> Args { get; } = args;

    /// <summary>The options.</summary>
    public ResourceOptions Options { get; } = options;
}
