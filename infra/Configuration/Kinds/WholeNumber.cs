using System.Globalization;
using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>A whole number within limits, both included.</summary>
internal sealed class WholeNumber(int least, int most) : ValueKind<int>
{
    /// <inheritdoc/>
    public override string Type => "integer";

    /// <inheritdoc/>
    public override string Words => $"a whole number from {least} to {most}";

    /// <inheritdoc/>
    public override int StandIn => least;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out int read) =>
        int.TryParse(Plain(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out read) && read >= least && read <= most;

    /// <inheritdoc/>
    public override string Write(int value) => value.ToString(CultureInfo.InvariantCulture);
}
