using System.Text.Json;

namespace Pulumi;

/// <summary>The stack's configuration as the engine hands it over: a JSON object of texts.</summary>
internal sealed class Configuration(string? json)
{
    private readonly Dictionary<string, string> _values = string.IsNullOrEmpty(json)
        ? []
        : JsonSerializer
            .Deserialize<Dictionary<string, JsonElement>>(json)!
            .ToDictionary(entry => Normalize(entry.Key), entry => entry.Value.ToString());

    public static Configuration FromEnvironment() => new(Environment.GetEnvironmentVariable("PULUMI_CONFIG"));

    public string? Get(string key) => _values.GetValueOrDefault(key);

    // Old stack files write ns:config:name for ns:name.
    private static string Normalize(string key) => key.Split(':') is [var ns, "config", var name] ? $"{ns}:{name}" : key;
}
