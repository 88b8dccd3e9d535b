namespace Pulumi;

/// <summary>Changes a resource's arguments and options before it is registered; null changes nothing.</summary>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);

/// <summary>The resource about to be registered.</summary>
public readonly struct ResourceTransformationArgs(Resource resource, ResourceArgs args, ResourceOptions options)
{
    /// <summary>The resource.</summary>
    public Resource Resource { get; } = resource;

    /// <summary>Its arguments.</summary>
    public ResourceArgs Args { get; } = args;

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; } = options;
}

/// <summary>What to register in its place.</summary>
public readonly struct ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
{
    /// <summary>The arguments.</summary>
    public ResourceArgs Args { get; } = args;

    /// <summary>The options.</summary>
    public ResourceOptions Options { get; } = options;
}
