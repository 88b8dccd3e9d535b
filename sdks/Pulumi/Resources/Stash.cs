namespace Pulumi;

/// <summary>Keeps a value in the state: the one that it was made with, whatever it is given later.</summary>
public sealed class Stash : CustomResource
{
    /// <summary>Keeps a value.</summary>
    public Stash(string name, StashArgs args, CustomResourceOptions? options = null)
        : base("pulumi:index:Stash", name, args, options) { }

    /// <summary>The value that the stash was made with.</summary>
    [Output("output")]
    public Output<object> Output { get; private set; } = null!;

    /// <summary>The value that the program gave last.</summary>
    [Output("input")]
    public Output<object> Input { get; private set; } = null!;
}

/// <summary>Arguments of a <see cref="Stash"/>.</summary>
public sealed class StashArgs : ResourceArgs
{
    /// <summary>The value to keep.</summary>
    [Input("input", required: true)]
    public Input<object> Input { get; set; } = null!;
}
