using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Infra.Rehearsal;

/// <summary>A <c>Pulumi.STACK.yaml</c>, read as the engine reads it, with no engine.</summary>
public static class StackFile
{
    // What the engine encrypted stays closed here; the shape of the platform does not depend on it.
    private const string Encrypted = "secure";

    // A key without a namespace is one of the project's own.
    private const string Project = "infra:";

    /// <summary>Reads the <c>config:</c> of a stack file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">The file is missing, or it is not YAML.</exception>
    public static ConfigurationValues Read(string path)
    {
        if (!File.Exists(path))
        {
            throw Fault(path, "there is no such file", "Name a stack whose file stands beside Pulumi.yaml, for example gcp or aws");
        }
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (YamlException e)
        {
            throw Fault(path, $"it is not YAML ({e.Message})", "Mend the line that is named");
        }
    }

    /// <summary>The same with a certificate that can not be read, as if the file kept one encrypted.</summary>
    public static ConfigurationValues WithClosedCertificate(ConfigurationValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var pair = new JsonObject { ["certificate"] = ConfigurationValues.Closed, ["key"] = ConfigurationValues.Closed };
        return values with { Values = values.Values.SetItem("infra:tls", pair.ToJsonString()), Encrypted = values.Encrypted.Add("infra:tls") };
    }

    /// <summary>Reads the text of a stack file.</summary>
    public static ConfigurationValues Parse(string yaml)
    {
        var deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var root = deserializer.Deserialize<Dictionary<string, object?>?>(yaml);
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var encrypted = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        if (root?.GetValueOrDefault("config") is IDictionary<object, object?> config)
        {
            foreach (var (key, value) in config)
            {
                var name = Text(key).Contains(':', StringComparison.Ordinal) ? Text(key) : Project + Text(key);
                if (IsEncrypted(value))
                {
                    encrypted.Add(name);
                }
                values[name] = ToJson(value) switch
                {
                    JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => scalar.GetValue<string>(),
                    var node => node?.ToJsonString() ?? "",
                };
            }
        }
        return new(values.ToImmutable()) { Encrypted = encrypted.ToImmutable() };
    }

    private static bool IsEncrypted(object? value) => value switch
    {
        IDictionary<object, object?> map => (map.Count == 1 && map.ContainsKey(Encrypted)) || map.Values.Any(IsEncrypted),
        string => false,
        IEnumerable list => list.Cast<object?>().Any(IsEncrypted),
        _ => false,
    };

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        IDictionary<object, object?> map when map.Count == 1 && map.ContainsKey(Encrypted) => JsonValue.Create(ConfigurationValues.Closed),
        IDictionary<object, object?> map => new JsonObject(map.Select(entry => KeyValuePair.Create(Text(entry.Key), ToJson(entry.Value)))),
        string text => JsonValue.Create(text),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    private static string Text(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";

    private static ConfigurationException Fault(string path, string problem, string remedy) =>
        new([new ConfigurationFault(Path.GetFileName(path), problem, remedy)]);
}
