using System.Text.Json;

namespace Pulumi;

/// <summary>The stack's configuration as the engine hands it over.</summary>
internal sealed class Configuration
{
    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _secretKeys;

    private Configuration(Dictionary<string, string> values, IEnumerable<string> secretKeys) =>
        (_values, _secretKeys) = (values, [.. secretKeys]);

    public static Configuration FromEnvironment() => new(
        Read<Dictionary<string, string>>("PULUMI_CONFIG")?.ToDictionary(entry => Normalize(entry.Key), entry => entry.Value) ?? [],
        Read<string[]>("PULUMI_CONFIG_SECRET_KEYS")?.Select(Normalize) ?? []);

    public string? Get(string key) => _values.GetValueOrDefault(key);

    public bool IsSecret(string key) => _secretKeys.Contains(key);

    // Old stack files write ns:config:name for ns:name.
    private static string Normalize(string key) => key.Split(':') is [var ns, "config", var name] ? $"{ns}:{name}" : key;

    private static T? Read<T>(string variable) where T : class =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } json ? JsonSerializer.Deserialize<T>(json) : null;
}
