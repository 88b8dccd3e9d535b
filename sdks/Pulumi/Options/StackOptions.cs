namespace Pulumi;

/// <summary>Options of a whole stack.</summary>
public class StackOptions
{
    /// <summary>Changes every resource before it is registered.</summary>
    public List<ResourceTransformation> ResourceTransformations { get => field ??= []; set; }

    /// <summary>Changes every resource while it is registered, those of other programs too.</summary>
    public List<ResourceTransform> ResourceTransforms { get => field ??= []; set; }
}
