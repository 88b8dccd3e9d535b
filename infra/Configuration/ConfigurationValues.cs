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
internal sealed record ConfigurationValues(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>What a reader finds in place of an encrypted value that it has no key for, as the offline preview does.</summary>
    public const string Closed = "[secure]";

    /// <summary>The full keys whose values the stack file keeps encrypted, or some of whose parts.</summary>
    public ImmutableSortedSet<string> Encrypted { get; init; } = [];

    /// <summary>Reads what the engine put into the environment of the program.</summary>
    /// <param name="variable">Gives an environment variable's value, or null.</param>
    public static ConfigurationValues FromEngine(Func<string, string?> variable)
    {
        return new(Parse<Dictionary<string, string>>("PULUMI_CONFIG").ToImmutableSortedDictionary(StringComparer.Ordinal))
        {
            Encrypted = Parse<List<string>>("PULUMI_CONFIG_SECRET_KEYS").ToImmutableSortedSet(StringComparer.Ordinal),
        };

        T Parse<T>(string name)
            where T : new() => variable(name) is { Length: > 0 } json ? JsonSerializer.Deserialize<T>(json) ?? new() : new();
    }
}
