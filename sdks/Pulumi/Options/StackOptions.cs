namespace Pulumi;

/// <summary>Options of a whole stack.</summary>
public class StackOptions
{
    /// <summary>Changes every resource before it is registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }
}
