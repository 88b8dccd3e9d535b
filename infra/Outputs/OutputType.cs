using System.Collections.Immutable;

namespace Infra.Outputs;

/// <summary>The shape of an output, as a reader in any language meets it: JSON.</summary>
internal abstract record OutputType
{
    private OutputType() { }

    /// <summary>A text.</summary>
    /// <param name="Choices">The only texts it can be; empty: any.</param>
    public sealed record Text(params ImmutableArray<string> Choices) : OutputType;

    /// <summary>A whole number.</summary>
    public sealed record Number : OutputType;

    /// <summary>A list.</summary>
    /// <param name="Item">Each of its items.</param>
    public sealed record List(OutputType Item) : OutputType;

    /// <summary>Values by names that are not part of the contract.</summary>
    /// <param name="Value">Each of the values.</param>
    public sealed record Map(OutputType Value) : OutputType;

    /// <summary>Values by names that are part of the contract.</summary>
    /// <param name="Items">The names, and what stands under each; all of them are always there.</param>
    public sealed record Fields(params ImmutableArray<(string Name, OutputType Type, string Meaning)> Items) : OutputType;
}
