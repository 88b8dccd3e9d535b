namespace Pulumi;

/// <summary>Arguments of a function.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No arguments.</summary>
    public static readonly InvokeArgs Empty = new None();

    private sealed class None : InvokeArgs;
}
