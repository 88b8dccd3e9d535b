using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Cli.Preview;

/// <summary>An output of the stack as far as it is known before anything exists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null when it is secret or not known yet.</param>
/// <param name="IsSecret">Whether it is secret.</param>
internal sealed record PreviewedOutput(string Name, JsonNode? Value, bool IsSecret)
{
    /// <summary>Looks into an output.</summary>
    public static Task<PreviewedOutput> OfAsync(string name, object? value) =>
        value switch
        {
            Output<string> output => OfOutputAsync(name, output),
            Output<ImmutableArray<string>> output => OfOutputAsync(name, output),
            Output<ImmutableDictionary<string, string>> output => OfOutputAsync(name, output),
            Output<ImmutableArray<ImmutableDictionary<string, object>>> output => OfOutputAsync(name, output),
            { } when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Output<>) =>
                throw new NotSupportedException($"Output {name} is a {value.GetType()}; say here how it is shown."),
            _ => Task.FromResult(new PreviewedOutput(name, Node(value), false)),
        };

    /// <summary>The value in one line.</summary>
    public override string ToString() =>
        IsSecret ? "(secret)"
        : Value is null ? "(known after up)"
        : Text(Value);

    private static async Task<PreviewedOutput> OfOutputAsync<T>(string name, Output<T> output)
    {
        var isSecret = await Output.IsSecretAsync(output);
        var isShown = !isSecret && await OutputUtilities.GetIsKnownAsync(output);
        return new(name, isShown ? Node(await OutputUtilities.GetValueAsync(output)) : null, isSecret);
    }

    internal static JsonNode? Node(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag,
            int number => number,
            double number => number,
            IDictionary map => new JsonObject(
                map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Node(map[key])))
            ),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    private static string Text(JsonNode? node) =>
        node switch
        {
            JsonObject map => $"{{ {string.Join(", ", map.Select(field => $"{field.Key}: {Text(field.Value)}"))} }}",
            JsonArray list => $"[{string.Join(", ", list.Select(Text))}]",
            _ => node?.ToString() ?? "",
        };
}
