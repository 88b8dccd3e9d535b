using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Cli;

/// <summary>Lines that are written into a stack file, or taken out of it.</summary>
internal static class ConfigurationEdits
{
    /// <summary>
    /// A configuration with some lines set. <c>{"secure":"text"}</c> is a text that the stack file keeps encrypted, as the engine
    /// hands it over: in plain, and named as a secret.
    /// </summary>
    /// <param name="configuration">The configuration before.</param>
    /// <param name="edits">Paths like <c>infra:database.generation</c>, and JSON values; null takes a line out.</param>
    public static ConfigurationValues With(this ConfigurationValues configuration, IEnumerable<(string Path, string? Json)> edits) =>
        edits.Aggregate(configuration, (all, edit) =>
        {
            var secret = edit.Json is ['{', ..] && JsonNode.Parse(edit.Json)!.AsObject() is { Count: 1 } map ? map["secure"] : null;
            return new(Edit(all.Values, edit.Path, secret?.ToJsonString() ?? edit.Json))
            {
                Encrypted = secret is null ? all.Encrypted : all.Encrypted.Add(edit.Path.Split('.')[0]),
            };
        });

    /// <summary>The value at a path; null where there is none.</summary>
    public static JsonNode? At(this ConfigurationValues configuration, string path)
    {
        var steps = path.Split('.');
        return configuration.Values.TryGetValue(steps[0], out var text)
            ? steps[1..].Aggregate(Parse(text), (node, step) => (node as JsonObject)?[step])
            : null;
    }

    private static ImmutableSortedDictionary<string, string> Edit(
        ImmutableSortedDictionary<string, string> values,
        string path,
        string? json
    )
    {
        var steps = path.Split('.');
        if (steps.Length == 1)
        {
            return json is null ? values.Remove(path) : values.SetItem(path, Text(json));
        }
        var root = Parse(values.GetValueOrDefault(steps[0], "{}")) as JsonObject ?? [];
        var section = root;
        foreach (var step in steps[1..^1])
        {
            section = (section[step] ??= new JsonObject()).AsObject();
        }
        section.Remove(steps[^1]);
        if (json is not null)
        {
            section[steps[^1]] = JsonNode.Parse(json);
        }
        return values.SetItem(steps[0], root.ToJsonString());
    }

    // The engine hands objects and lists over as JSON text, and everything else as it is.
    private static JsonNode? Parse(string text) =>
        text.AsSpan().TrimStart() is ['{' or '[', ..] ? JsonNode.Parse(text) : JsonValue.Create(text);

    private static string Text(string json) =>
        JsonSerializer.Deserialize<JsonElement>(json) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : json;
}
