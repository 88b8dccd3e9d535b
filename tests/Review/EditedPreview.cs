using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Review;

namespace Infra.Tests.Review;

/// <summary>
/// The engine's preview of an unchanged sample stack, as <c>Engine/RecordedPreviewTests</c> has recorded it, with some steps changed. Edits
/// are separated by <c>; </c>:
/// <c>NAME.path=JSON</c> an input changes in place, <c>NAME!path=JSON</c> and another takes its place, <c>-NAME</c> deleted,
/// <c>+NEW&lt;NAME</c> made like another, <c>~NAME</c> loses its protection, <c>@NAME</c> has another provider, <c>#NAME</c> counted and
/// not shown, <c>?WORD NAME</c> that step.
/// </summary>
internal sealed class EditedPreview
{
    private readonly List<JsonObject> _steps;
    private readonly List<string> _counted = [];

    private EditedPreview(IEnumerable<string> lines) =>
        _steps = [
            .. lines
                .Select(line => JsonNode.Parse(line)!.AsObject())
                .Select(state => new JsonObject
                {
                    ["op"] = "same",
                    ["urn"] = state["urn"]!.DeepClone(),
                    ["oldState"] = state.DeepClone(),
                    ["newState"] = state.DeepClone(),
                }),
        ];

    /// <summary>The preview's JSON.</summary>
    /// <param name="cloud">Which sample stack.</param>
    /// <param name="edits">What is changed.</param>
    public static string Of(string cloud, string edits)
    {
        var preview = new EditedPreview(File.ReadLines(Path.Combine(Repository.Root, "tests", "Review", "Recorded", $"{cloud}.jsonl")));
        foreach (var edit in edits.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            preview.Apply(edit);
        }
        var words = preview._steps.Select(step => step["op"]!.GetValue<string>()).Concat(preview._counted);
        return new JsonObject
        {
            ["steps"] = new JsonArray([.. preview._steps]),
            ["changeSummary"] = new JsonObject(
                words.CountBy(word => word).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))
            ),
        }.ToJsonString();
    }

    private void Apply(string edit)
    {
        switch (edit[0])
        {
            case '-':
                Become(edit[1..], "delete")["newState"] = null;
                break;
            case '+':
                var made = Find(edit.Split('<')[1]).DeepClone().AsObject();
                made["urn"] = made["urn"]!
                    .GetValue<string>()
                    .Replace($"::{edit.Split('<')[1]}", $"::{edit[1..].Split('<')[0]}", StringComparison.Ordinal);
                (made["op"], made["oldState"]) = ("create", null);
                _steps.Add(made);
                break;
            case '~':
                (Find(edit[1..])["newState"]!["protect"], Find(edit[1..])["newState"]!["retainOnDelete"]) = (false, false);
                break;
            case '@':
                Find(edit[1..])["newState"]!["provider"] = "urn:pulumi:test::infra::pulumi:providers:aws::another::id";
                break;
            case '#':
                _counted.Add(Find(edit[1..])["op"]!.GetValue<string>());
                _steps.Remove(Find(edit[1..]));
                break;
            case '?':
                Become(edit.Split(' ')[1], edit[1..].Split(' ')[0]);
                break;
            default:
                Change(edit);
                break;
        }
    }

    private void Change(string edit)
    {
        var mark = edit.IndexOfAny(['.', '!']);
        var equals = edit.IndexOf('=', StringComparison.Ordinal);
        var path = edit[(mark + 1)..equals];
        var step = Become(edit[..mark], edit[mark] == '!' ? "replace" : "update");
        step["detailedDiff"] = new JsonObject { [path] = new JsonObject { ["kind"] = "update" } };
        Set(step["newState"]!["inputs"]!.AsObject(), [.. path.Split('.')], JsonNode.Parse(edit[(equals + 1)..]));
    }

    // A[0] is an element of a list.
    private static void Set(JsonNode inputs, ImmutableArray<string> path, JsonNode? value)
    {
        var (name, index) = path[0].Split('[') is [var list, var rest] ? (list, (int?)int.Parse(rest[..^1], null)) : (path[0], null);
        if (index is { } element)
        {
            var items = (inputs[name] ??= new JsonArray()).AsArray();
            while (items.Count <= element)
            {
                items.Add(new JsonObject());
            }
            if (path.Length == 1)
            {
                items[element] = value;
            }
            else
            {
                Set(items[element]!, path[1..], value);
            }
        }
        else if (path.Length == 1)
        {
            inputs[name] = value;
        }
        else
        {
            Set(inputs[name] ??= new JsonObject(), path[1..], value);
        }
    }

    private JsonObject Become(string name, string operation)
    {
        var step = Find(name);
        step["op"] = operation;
        return step;
    }

    private JsonObject Find(string name) =>
        _steps.Single(step =>
            step["urn"]!.GetValue<string>().EndsWith($"::{name}", StringComparison.Ordinal)
            && !new RecordedStep("", step["urn"]!.GetValue<string>(), null, null, []).Type.StartsWith("infra:", StringComparison.Ordinal)
        );
}
