using System.Collections.Immutable;
using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>A list of values of one kind.</summary>
/// <param name="words">What fits, to follow "is not".</param>
/// <param name="item">What each must be.</param>
internal sealed class ListOf<T>(string words, ValueKind<T> item) : ValueKind<ImmutableArray<T>>
{
    /// <inheritdoc/>
    public override string Type => "array";

    /// <inheritdoc/>
    public override string Words => words;

    /// <inheritdoc/>
    public override ImmutableArray<T> StandIn => [];

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out ImmutableArray<T> read)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        var fits = value.ValueKind == JsonValueKind.Array;
        foreach (var element in fits ? value.EnumerateArray() : default)
        {
            fits &= item.TryRead(element, out var one);
            items.Add(one);
        }
        read = fits ? items.ToImmutable() : [];
        return fits;
    }

    /// <inheritdoc/>
    public override string Write(ImmutableArray<T> value) => $"[{string.Join(", ", value.Select(item.Write))}]";
}
