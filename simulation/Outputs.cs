using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What a provider reports besides the inputs: the rule's outputs, and something plausible for every other.</summary>
internal sealed class Outputs(PackageSchema schema)
{
    /// <summary>The outputs of a preview: what the program wrote is known, what the cloud decides is not.</summary>
    public static JsonObject Planned(Call call, JsonObject known)
    {
        var planned = known.With(call.Inputs);
        foreach (var (name, _) in call.Shape.Properties.Where(property => IsReported(call, property.Key)))
            planned[name] ??= Wire.Unknown;
        foreach (var path in call.Rule.Outputs.Keys.Where(path => path.Contains('.', StringComparison.Ordinal) && planned.At(path) is null))
            Set(planned, path, Wire.Unknown, onlyInside: true);
        return planned;
    }

    /// <summary>The outputs of a thing that exists, given what was reported of it before.</summary>
    public JsonObject Reported(Call call, JsonObject before)
    {
        var state = before.With(call.Inputs);
        foreach (var (path, template) in call.Rule.Outputs)
        {
            if (call.Inputs.At(path) is null)
                Set(state, path, call.Fill(template));
        }
        foreach (var (name, shape) in call.Shape.Properties.Where(property => IsReported(call, property.Key)))
        {
            if (state[name] is null)
                state[name] = call.Shape.InputProperties.ContainsKey(name) ? Neutral(name, shape, call) : Plausible(name, shape, call, 0);
        }
        if (call.Shape.Properties.ContainsKey("tagsAll"))
            state["tagsAll"] = call.Settings.DefaultTags.With(call.Inputs["tags"] as JsonObject ?? []);
        return state;
    }

    private static bool IsReported(Call call, string name) =>
        call.Shape.Required.Contains(name) || !call.Shape.InputProperties.ContainsKey(name) || call.Rule.Outputs.ContainsKey(name);

    // An input left out is reported as the cloud's default; where none is known, as nothing in particular.
    private JsonNode? Neutral(string name, PropertyShape shape, Call call) =>
        name switch
        {
            "name" => call.Name,
            "region" => call.Region,
            "project" => call.Fill("{project}"),
            "location" => call.Fill("{location}"),
            _ => shape.Default?.DeepClone() ?? shape.Const?.DeepClone() ?? Empty(shape),
        };

    private JsonNode? Empty(PropertyShape shape) =>
        shape.Type switch
        {
            "string" => "",
            "boolean" => false,
            "integer" or "number" => 0,
            "array" => new JsonArray(),
            _ when shape.Ref is { } reference && schema.Type(reference) is { Enum: null } type => new JsonObject(
                from field in type.Required
                select KeyValuePair.Create(field, Empty(type.Properties[field]))
            ),
            "object" => new JsonObject(),
            _ => null,
        };

    private JsonNode? Plausible(string name, PropertyShape shape, Call call, int depth) =>
        shape.Type switch
        {
            "string" => Text(name, call),
            "boolean" => false,
            "integer" or "number" => 1,
            "array" when depth < 3 && shape.Items is { } items && name is not "replicas" => new JsonArray(
                Plausible(name, items, call, depth + 1)
            ),
            "array" => new JsonArray(),
            _ when shape.Ref is { } reference && schema.Type(reference) is { Enum: null } type && depth < 3 => new JsonObject(
                from field in type.Properties
                select KeyValuePair.Create(field.Key, Plausible(field.Key, field.Value, call, depth + 1))
            ),
            "object" when name is "tagsAll" => call.Inputs["tags"]?.DeepClone() ?? new JsonObject(),
            "object" when name is "effectiveLabels" or "pulumiLabels" => call.Inputs["labels"]?.DeepClone() ?? new JsonObject(),
            "object" => new JsonObject(),
            _ => null,
        };

    private static string Text(string name, Call call) =>
        name switch
        {
            "name" => call.Name,
            "status" or "state" => "ACTIVE",
            "selfLink" => call.Fill("https://www.googleapis.com/compute/v1/{id}"),
            "ownerId" => call.World.Account,
            _ when Ends(name, "arn") => call.Fill(
                "arn:aws:" + Service(call) + ":{region}:{account}:" + call.Rule.Type.Split(':')[^1].ToLowerInvariant() + "/{name}"
            ),
            _ when Ends(name, "time") || Ends(name, "At") || Ends(name, "date") || Ends(name, "timestamp") => call.Fill("{now}"),
            _ when Ends(name, "privateIp") || Ends(name, "gatewayAddress") => call.Fill("{privateIp}"),
            _ when Ends(name, "ip") || Ends(name, "ipAddress") => call.Fill("{ip}"),
            _ when Ends(name, "id") => call.Fill("{hash17}"),
            _ when Ends(name, "cidr") || Ends(name, "range") || Ends(name, "cidrBlock") => "",
            _ => call.Fill("{name}-") + name,
        };

    private static string Service(Call call) => call.Rule.Type.Split(':')[1].Split('/')[0];

    private static bool Ends(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets what is at a dotted path, making what is missing on the way unless told to stay inside what is there.</summary>
    public static void Set(JsonObject map, string path, JsonNode? value, bool onlyInside = false)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            var name = step.Replace("[0]", "", StringComparison.Ordinal);
            if (onlyInside && (map[name] is null || Wire.IsUnknown(map[name])))
                return;
            var inner = map[name] ??= step.EndsWith("[0]", StringComparison.Ordinal) ? new JsonArray(new JsonObject()) : new JsonObject();
            map = inner is JsonArray list ? list[0]!.AsObject() : inner.AsObject();
        }
        map[steps[^1]] = value;
    }
}
