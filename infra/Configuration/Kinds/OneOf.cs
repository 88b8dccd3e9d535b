using System.Collections.Immutable;
using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>One of a few named choices.</summary>
internal sealed class OneOf<T>(params ImmutableArray<(string Name, T Value)> choices) : ValueKind<T>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => string.Join(" or ", choices.Select(choice => choice.Name));

    /// <inheritdoc/>
    public override T StandIn => choices[0].Value;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out T read)
    {
        var text = Plain(value);
        var index = choices.Select(choice => choice.Name).ToImmutableArray().IndexOf(text!);
        read = index < 0 ? StandIn : choices[index].Value;
        return index >= 0;
    }

    /// <inheritdoc/>
    public override string Write(T value) => choices.First(choice => Equals(choice.Value, value)).Name;
}
