using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infra.Configuration.Kinds;

/// <summary>A text of one line. Without a pattern, any that is not empty.</summary>
/// <param name="words">What fits, to follow "is not".</param>
/// <param name="pattern">What it must match, or null.</param>
internal sealed class Text(string words, Regex? pattern = null) : ValueKind<string>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => words;

    /// <inheritdoc/>
    public override string StandIn => "";

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out string read)
    {
        read = Plain(value) ?? "";
        return read.Length > 0 && !read.Any(char.IsControl) && (pattern is null || pattern.IsMatch(read));
    }

    /// <inheritdoc/>
    public override string Write(string value) => value;
}
