using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Simulation;

/// <summary>How <c>aws</c> prints what a service has answered: <c>--query</c> picks, <c>--output</c> says json or text.</summary>
internal static partial class CommandOutput
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        IndentSize = 4,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What is printed.</summary>
    public static string Print(JsonNode answer, CommandOptions options)
    {
        var picked = options["--query"] is { } query ? Pick(answer, query) : answer;
        return options["--output"] switch
        {
            null or "json" => (picked?.ToJsonString(Format) ?? "null") + "\n",
            "text" => Text(picked) + "\n",
            var other => throw new Refusal($"The simulated clouds print no {other}; write --output json or text."),
        };
    }

    // The part of JMESPath that the documentation uses: steps parted by dots; a list's elements, all or those with a field of a value;
    // and at the end perhaps the fields to take of each.
    private static JsonNode? Pick(JsonNode? node, string query)
    {
        if (query.Length == 0)
            return node;
        if (Fields().Match(query) is { Success: true } fields)
            return new JsonArray([.. fields.Groups[1].Value.Split(',').Select(field => Pick(node, field.Trim())?.DeepClone())]);
        if (Step().Match(query) is not { Success: true } step)
            throw new Refusal(
                $"The simulated clouds do not understand the query {query}; they know NAME, NAME[], NAME[?FIELD=='VALUE'], dots between "
                    + "them, and [NAME,NAME] at the end."
            );
        var (next, rest) = (node?[step.Groups["name"].Value], step.Groups["rest"].Value);
        if (!step.Groups["list"].Success)
            return Pick(next, rest);
        var elements = (next as JsonArray ?? []).Where(one =>
            !step.Groups["field"].Success || one?[step.Groups["field"].Value]?.ToString() == step.Groups["value"].Value
        );
        return new JsonArray([.. elements.Select(one => Pick(one, rest)).Where(one => one is not null).Select(one => one!.DeepClone())]);
    }

    private static string Text(JsonNode? node) =>
        node switch
        {
            null => "None",
            JsonArray list when list.All(one => one is JsonArray) => string.Join('\n', list.Select(Text)),
            JsonArray list => string.Join('\t', list.Select(Text)),
            JsonObject map => string.Join('\t', map.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => Text(field.Value))),
            _ => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(),
        };

    [GeneratedRegex(@"^\[([A-Za-z.]+(\s*,\s*[A-Za-z.]+)*)\]$")]
    private static partial Regex Fields();

    [GeneratedRegex(@"^(?<name>[A-Za-z]+)(?<list>\[(\?(?<field>[A-Za-z]+)==['`](?<value>[^'`]*)['`])?\])?(\.(?<rest>.+))?$")]
    private static partial Regex Step();
}
