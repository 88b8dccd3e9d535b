namespace Pulumi;

/// <summary>How the engine treats a custom resource.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    /// <summary>Whether a replacement deletes the old resource before it makes the new one.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Outputs that are secret besides those the provider says are.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => field ??= [];
        set;
    }

    /// <summary>Adopts the existing resource of this id.</summary>
    public string? ImportId { get; set; }

    /// <summary>New options: lists are joined, and the second's single values win.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = options1 is null ? new() : (CustomResourceOptions)options1.Clone();
        if (options2 is null)
        {
            return merged;
        }
        merged.Add(options2);
        merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
        merged.ImportId = options2.ImportId ?? merged.ImportId;
        merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
        return merged;
    }

    internal override ResourceOptions Clone()
    {
        var copy = (CustomResourceOptions)base.Clone();
        copy.AdditionalSecretOutputs = [.. AdditionalSecretOutputs];
        return copy;
    }
}
