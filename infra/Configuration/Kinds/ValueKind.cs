using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>A kind of value: how it is read, and how it is called in messages and documentation.</summary>
/// <typeparam name="T">What the program gets.</typeparam>
internal abstract class ValueKind<T>
{
    /// <summary>Its type in Pulumi's words: string, integer, boolean or array.</summary>
    public abstract string Type { get; }

    /// <summary>What fits, to follow "is not": <c>a whole number from 1 to 999</c>.</summary>
    public abstract string Words { get; }

    /// <summary>What a faulty value is read as, so that the rest can be read on; it is never deployed.</summary>
    public abstract T StandIn { get; }

    /// <summary>Whether the value is a secret: the stack file must keep it encrypted, and no message shows it.</summary>
    public virtual bool IsSecret => false;

    /// <summary>Reads a value; false when it does not fit. A number may come as a text, as the engine hands it over.</summary>
    public abstract bool TryRead(JsonElement value, out T read);

    /// <summary>The value as it is written in YAML.</summary>
    public abstract string Write(T value);

    /// <summary>A plain value's text; null for an object or a list.</summary>
    protected static string? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
}
