using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>true or false.</summary>
internal sealed class Flag : ValueKind<bool>
{
    /// <inheritdoc/>
    public override string Type => "boolean";

    /// <inheritdoc/>
    public override string Words => "true or false";

    /// <inheritdoc/>
    public override bool StandIn => false;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out bool read)
    {
        var text = Plain(value);
        read = text == "true";
        return text is "true" or "false";
    }

    /// <inheritdoc/>
    public override string Write(bool value) => value ? "true" : "false";
}
