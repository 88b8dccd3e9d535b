using System.Collections.Immutable;
using System.Text.Json;

namespace Infra.Configuration;

/// <summary>
/// The stack's configuration as the engine hands it to the program: text by full key, objects as JSON text.
/// </summary>
/// <remarks>
/// Pulumi's <c>Config</c> can look a key up but not list the keys, and a misspelt key must be a fault; so the
/// engine's own variables are read here, and nowhere else.
/// </remarks>
/// <param name="Values">Text by key, for example <c>infra:cluster</c> to <c>{"generation":1}</c>.</param>
public sealed record ConfigurationValues(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>Reads what the engine put into the environment of the program.</summary>
    /// <param name="variable">Gives an environment variable's value, or null.</param>
    public static ConfigurationValues FromEngine(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var json = variable("PULUMI_CONFIG");
        var values = string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        return new(values.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}
