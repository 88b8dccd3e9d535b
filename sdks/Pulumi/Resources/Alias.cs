namespace Pulumi;

/// <summary>A name a resource had before: either a whole URN, or the parts of one that have changed since.</summary>
public sealed class Alias
{
    /// <summary>The whole URN; excludes every other property.</summary>
    public string? Urn { get; set; }

    /// <summary>The former name.</summary>
    public Input<string>? Name { get; set; }

    /// <summary>The former type.</summary>
    public Input<string>? Type { get; set; }

    /// <summary>The former stack.</summary>
    public Input<string>? Stack { get; set; }

    /// <summary>The former project.</summary>
    public Input<string>? Project { get; set; }

    /// <summary>The former parent; one of this, <see cref="ParentUrn"/> and <see cref="NoParent"/>.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The URN of the former parent.</summary>
    public Input<string>? ParentUrn { get; set; }

    /// <summary>Whether the resource had no parent but the stack.</summary>
    public bool NoParent { get; set; }
}
