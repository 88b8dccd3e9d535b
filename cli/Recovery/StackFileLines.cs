using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Cli.Recovery;

/// <summary>The lines of an edit as they stand in a stack file.</summary>
internal static partial class StackFileLines
{
    /// <summary>The lines, with those of one section together.</summary>
    public static ImmutableArray<string> Of(RecoveryStep.Edit edit) =>
        [.. Of([.. edit.Lines.Select(line => (line.Path.Split('.'), line.Json))], "")];

    private static IEnumerable<string> Of(ImmutableArray<(string[] Steps, string? Json)> lines, string indent)
    {
        foreach (var section in lines.GroupBy(line => line.Steps[0]))
        {
            if (section.First() is { Steps.Length: 1, Json: var json })
            {
                yield return json is null
                    ? $"{indent}# without the line {section.Key}"
                    : $"{indent}{section.Key}: {Flow(JsonNode.Parse(json))}";
                continue;
            }
            var below = Of([.. section.Select(line => (line.Steps[1..], line.Json))], $"{indent}  ").ToList();
            yield return $"{indent}{section.Key}:";
            foreach (var line in below)
            {
                yield return line;
            }
        }
    }

    private static string Flow(JsonNode? node) =>
        node switch
        {
            JsonObject map => $"{{ {string.Join(", ", map.Select(member => $"{member.Key}: {Flow(member.Value)}"))} }}",
            JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
            JsonValue value when value.TryGetValue<string>(out var text) && Plain().IsMatch(text) => text,
            _ => node?.ToJsonString() ?? "null",
        };

    // What YAML takes for a text without quotes; a time, a number and a word like true are among what it does not.
    [GeneratedRegex("^(?!(true|false|null|yes|no|on|off)$)[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex Plain();
}
