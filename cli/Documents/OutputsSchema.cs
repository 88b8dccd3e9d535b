using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Outputs;

namespace Infra.Cli.Documents;

/// <summary>
/// The file <c>docs/outputs.schema.json</c>, for programs in any language. It is also what holds the contract: an output that was
/// ever in it can not go, or change its shape, before the version rises.
/// </summary>
internal static class OutputsSchema
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, from the text it has now.</summary>
    /// <exception cref="InvalidOperationException">An output is gone or has another shape, under the same version.</exception>
    public static string Replace(string current) => Replace(current, OutputContract.Version, OutputContract.Outputs);

    internal static string Replace(string current, int version, IEnumerable<StackOutput> outputs)
    {
        var schema = Schema(version, outputs);
        if (current.Length > 0)
        {
            Hold(JsonNode.Parse(current)!.AsObject(), schema, version);
        }
        return schema.ToJsonString(Format) + "\n";
    }

    private static JsonObject Schema(int version, IEnumerable<StackOutput> outputs)
    {
        var properties = new JsonObject();
        foreach (var output in outputs)
        {
            var property = Shape(output.Type);
            property.Insert(0, "description", output.Meaning);
            if (output.IsSecret)
            {
                property["secret"] = true;
            }
            properties[output.Name] = property;
        }
        properties["contract"]!["const"] = version;
        return new()
        {
            ["$schema"] = Dialect,
            ["title"] = "Outputs of the platform's stack",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]),
        };
    }

    private static JsonObject Shape(OutputType type) =>
        type switch
        {
            OutputType.Text { Choices.Length: > 0 } text => new()
            {
                ["enum"] = new JsonArray([.. text.Choices.Select(choice => (JsonNode)choice)]),
            },
            OutputType.Text => new() { ["type"] = "string" },
            OutputType.Number => new() { ["type"] = "integer" },
            OutputType.List list => new() { ["type"] = "array", ["items"] = Shape(list.Item) },
            OutputType.Map map => new() { ["type"] = "object", ["additionalProperties"] = Shape(map.Value) },
            OutputType.Fields fields => Shape(fields),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Say here what this type's schema is."),
        };

    private static JsonObject Shape(OutputType.Fields fields)
    {
        var properties = new JsonObject();
        foreach (var (name, type, meaning) in fields.Items)
        {
            var property = Shape(type);
            property.Insert(0, "description", meaning);
            properties[name] = property;
        }
        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. fields.Items.Select(field => (JsonNode)field.Name)]),
        };
    }

    private static void Hold(JsonObject before, JsonObject after, int version)
    {
        var promised = before["properties"]!["contract"]!["const"]!.GetValue<int>();
        if (version < promised)
        {
            throw new InvalidOperationException(
                $"The outputs' contract was {promised} and is now {version}; a version is never used twice."
            );
        }
        var broken = version > promised ? [] : Broken(before, after, "").ToList();
        if (broken.Count > 0)
        {
            throw new InvalidOperationException(
                $"The outputs' contract {version} is broken: {string.Join("; ", broken)}. Other teams read these. Leave them as they "
                    + $"were, or raise OutputContract.Version to {version + 1}."
            );
        }
    }

    // What a reader of the old shape would stumble over. Descriptions may be reworded, and new names may come.
    private static IEnumerable<string> Broken(JsonObject before, JsonObject after, string path)
    {
        foreach (var keyword in (string[])["type", "enum", "secret"])
        {
            if (!JsonNode.DeepEquals(before[keyword], after[keyword]))
            {
                yield return $"{path} was {keyword} {Text(before[keyword])} and is now {Text(after[keyword])}";
            }
        }
        foreach (var (name, old) in before["properties"] as JsonObject ?? [])
        {
            var inner = path.Length > 0 ? $"{path}.{name}" : name;
            if (after["properties"]?[name] is not JsonObject shape)
            {
                yield return $"{inner} is gone";
                continue;
            }
            foreach (var fault in Broken(old!.AsObject(), shape, inner))
            {
                yield return fault;
            }
        }
        foreach (var item in (string[])["items", "additionalProperties"])
        {
            if (before[item] is JsonObject old && after[item] is JsonObject shape)
            {
                foreach (var fault in Broken(old, shape, $"{path}[]"))
                {
                    yield return fault;
                }
            }
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
