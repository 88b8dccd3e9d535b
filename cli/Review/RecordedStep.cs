using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Cli.Review;

/// <summary>What the engine would do to one resource.</summary>
/// <param name="Operation">The engine's own word: <c>same</c>, <c>create</c>, <c>update</c>, <c>replace</c>, <c>delete</c>, …</param>
/// <param name="Urn">The resource.</param>
/// <param name="Before">Its recorded state, if it has one.</param>
/// <param name="After">The state it would have, if any.</param>
/// <param name="Changed">Paths of the inputs that change, without list indices.</param>
internal sealed partial record RecordedStep(
    string Operation,
    string Urn,
    RecordedState? Before,
    RecordedState? After,
    ImmutableArray<string> Changed
)
{
    /// <summary>Type token.</summary>
    public string Type => Urn.Split("::", 4)[2].Split('$')[^1];

    /// <summary>Logical name.</summary>
    public string Name => Urn.Split("::", 4)[3];

    /// <summary>What the type and all its parents are called; with the logical name it is what the engine knows a resource by.</summary>
    public string Types => Urn.Split("::", 4)[2];

    /// <summary>The stack's name.</summary>
    public string Stack => Urn.Split("::", 4)[0]["urn:pulumi:".Length..];

    /// <exception cref="FormatException">A part of it is something else than the engine writes.</exception>
    internal static RecordedStep From(JsonObject step)
    {
        var urn = step["urn"]!.GetValue<string>();
        if (urn.Split("::", 4) is not [['u', 'r', 'n', ':', 'p', 'u', 'l', 'u', 'm', 'i', ':', ..], _, { Length: > 0 }, _])
        {
            throw new FormatException($"The preview has a step on \"{urn}\", which is no resource's URN.");
        }
        var detailed = (Part<JsonObject>(step, "detailedDiff") ?? []).Select(change => Index().Replace(change.Key, "")).ToList();
        // The engine gives a reason that the detailed list lacks, or none but reasons; a reason that is only the beginning of a path says
        // less.
        var reasons = (Part<JsonArray>(step, "diffReasons") ?? [])
            .Select(reason => Index().Replace(reason!.GetValue<string>(), ""))
            .Where(reason => !detailed.Any(path => path.StartsWith($"{reason}.", StringComparison.Ordinal)));
        var read = new RecordedStep(
            step["op"]!.GetValue<string>(),
            urn,
            RecordedState.From(Part<JsonObject>(step, "oldState")),
            RecordedState.From(Part<JsonObject>(step, "newState")),
            [.. detailed.Concat(reasons).Distinct().Order(StringComparer.Ordinal)]
        );
        // What can not be compared was judged by nobody.
        if (
            read
            is { Operation: "same" or "update" or "replace", Type: not "pulumi:pulumi:Stack" }
                and ({ Before: null } or { After: null })
        )
        {
            throw new FormatException(
                $"The preview has the step \"{read.Operation}\" on {read.Name} without the state before or after it."
            );
        }
        return read;
    }

    /// <summary>A part of an object; null where there is none, and a fault where it is of another kind.</summary>
    internal static T? Part<T>(JsonObject whole, string name)
        where T : JsonNode =>
        whole[name] switch
        {
            null => null,
            T part => part,
            _ => throw new FormatException(
                $"The preview has a \"{name}\" that is no {(typeof(T) == typeof(JsonObject) ? "object" : "list")}."
            ),
        };

    [GeneratedRegex(@"\[(\d+|\*)\]")]
    private static partial Regex Index();
}

/// <summary>What is recorded of a resource, or would be.</summary>
/// <param name="Id">The id in its cloud; empty while unknown.</param>
/// <param name="Protect">Whether the engine refuses to delete it.</param>
/// <param name="RetainOnDelete">Whether it stays in the cloud when it leaves the program.</param>
/// <param name="Inputs">What was asked for; secrets are masked.</param>
/// <param name="Provider">The URN of the provider that it is made by; empty for a component.</param>
internal sealed record RecordedState(string Id, bool Protect, bool RetainOnDelete, JsonObject Inputs, string Provider)
{
    internal static RecordedState? From(JsonObject? state) =>
        state is null
            ? null
            : new(
                state["id"]?.GetValue<string>() ?? "",
                state["protect"]?.GetValue<bool>() == true,
                state["retainOnDelete"]?.GetValue<bool>() == true,
                RecordedStep.Part<JsonObject>(state, "inputs") ?? [],
                string.Join("::", (state["provider"]?.GetValue<string>() ?? "").Split("::").SkipLast(1))
            );
}
