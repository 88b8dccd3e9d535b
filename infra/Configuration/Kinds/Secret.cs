using System.Text.Json;
using Pulumi;

namespace Infra.Configuration.Kinds;

/// <summary>A text that nobody may see: encrypted in the stack file, in the state, and in every message and plan.</summary>
/// <param name="words">What fits, to follow "is not".</param>
internal sealed class Secret(string words) : ValueKind<Output<string>>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => words;

    /// <inheritdoc/>
    public override Output<string> StandIn => Output.CreateSecret("");

    /// <inheritdoc/>
    public override bool IsSecret => true;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out Output<string> read)
    {
        var text = Plain(value);
        read = Output.CreateSecret(text ?? "");
        return !string.IsNullOrEmpty(text);
    }

    /// <inheritdoc/>
    public override string Write(Output<string> value) => throw new NotSupportedException("A secret has no default, and is never written.");
}
