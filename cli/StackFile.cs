using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli;

/// <summary>A <c>Pulumi.STACK.yaml</c>, read as the engine reads it, with no engine.</summary>
internal static class StackFile
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
        if (new FileInfo(path).Length > StackFileBounds.MostBytes)
        {
            throw Fault(
                path,
                $"it is larger than {StackFileBounds.MostBytes / 1024} KiB",
                "Take out what is no configuration of the stack"
            );
        }
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>The same with a certificate that can not be read, as if the file kept one encrypted.</summary>
    public static ConfigurationValues WithClosedCertificate(ConfigurationValues values)
    {
        var pair = new JsonObject { ["certificate"] = ConfigurationValues.Closed, ["key"] = ConfigurationValues.Closed };
        return values with
        {
            Values = values.Values.SetItem("infra:tls", pair.ToJsonString()),
            Encrypted = values.Encrypted.Add("infra:tls"),
        };
    }

    /// <summary>Reads the text of a stack file.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="path">The file's name, for messages.</param>
    /// <exception cref="ConfigurationException">It is not YAML.</exception>
    public static ConfigurationValues Parse(string yaml, string path = "the stack file")
    {
        try
        {
            return Read(Load(yaml));
        }
        catch (YamlException e)
        {
            var line = e.Start.Line > 0 ? $", line {e.Start.Line}" : "";
            throw Fault(path, $"it is not YAML ({e.Message}{line})", "Mend it there");
        }
    }

    private static YamlStream Load(string yaml)
    {
        var file = new YamlStream();
        try
        {
            StackFileBounds.RequireShallow(yaml);
            file.Load(new StringReader(yaml));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What the parser throws at some broken texts, and it does not say where.
            throw new YamlException("a brace or a bracket is not closed, or a character has no place there", e);
        }
        return file;
    }

    private static ConfigurationValues Read(YamlStream file)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var encrypted = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var document in file.Documents)
        {
            StackFileBounds.RequireSmall(document.RootNode);
        }
        var root = file.Documents.Count > 0 ? file.Documents[0].RootNode as YamlMappingNode : null;
        var config = root is not null && root.Children.TryGetValue("config", out var node) ? node as YamlMappingNode : null;
        foreach (var (key, value) in config ?? new YamlMappingNode())
        {
            var name = Text(key).Contains(':', StringComparison.Ordinal) ? Text(key) : Project + Text(key);
            if (IsEncrypted(value))
            {
                encrypted.Add(name);
            }
            values[name] = ToJson(value) switch
            {
                JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => scalar.GetValue<string>(),
                var json => json?.ToJsonString() ?? "",
            };
        }
        return new(values.ToImmutable()) { Encrypted = encrypted.ToImmutable() };
    }

    private static bool IsEncrypted(YamlNode value) =>
        value switch
        {
            YamlMappingNode map => IsCiphertext(map) || map.Children.Values.Any(IsEncrypted),
            YamlSequenceNode list => list.Any(IsEncrypted),
            _ => false,
        };

    private static bool IsCiphertext(YamlMappingNode map) => map.Children.Count == 1 && map.Children.ContainsKey(Encrypted);

    private static JsonNode? ToJson(YamlNode value) =>
        value switch
        {
            YamlMappingNode map when IsCiphertext(map) => ConfigurationValues.Closed,
            YamlMappingNode map => new JsonObject(map.Children.Select(entry => KeyValuePair.Create(Text(entry.Key), ToJson(entry.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Select(ToJson)]),
            YamlScalarNode scalar => StackScalar.Read(scalar),
            _ => throw new YamlException(value.Start, value.End, $"a {value.NodeType} means nothing here"),
        };

    private static string Text(YamlNode key) =>
        (key as YamlScalarNode)?.Value ?? throw new YamlException(key.Start, key.End, "a key is a text");

    private static ConfigurationException Fault(string path, string problem, string remedy) =>
        new([new ConfigurationFault(Path.GetFileName(path), problem, remedy)]);
}
