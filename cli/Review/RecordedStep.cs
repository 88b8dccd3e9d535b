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
internal sealed partial record RecordedStep(string Operation, string Urn, RecordedState? Before, RecordedState? After, ImmutableArray<string> Changed)
{
    /// <summary>Type token.</summary>
    public string Type => Urn.Split("::", 4)[2].Split('$')[^1];

    /// <summary>Logical name.</summary>
    public string Name => Urn.Split("::", 4)[3];

    /// <summary>What the type and all its parents are called; with the logical name it is what the engine knows a resource by.</summary>
    public string Types => Urn.Split("::", 4)[2];

    internal static RecordedStep From(JsonObject step)
    {
        var detailed = (step["detailedDiff"] as JsonObject)?.Select(change => change.Key);
        var reasons = (step["diffReasons"] as JsonArray)?.Select(reason => reason!.GetValue<string>());
        return new(
            step["op"]!.GetValue<string>(), step["urn"]!.GetValue<string>(),
            RecordedState.From(step["oldState"] as JsonObject), RecordedState.From(step["newState"] as JsonObject),
            [.. (detailed?.Any() == true ? detailed : reasons ?? []).Select(path => Index().Replace(path, "")).Distinct().Order(StringComparer.Ordinal)]);
    }

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
    internal static RecordedState? From(JsonObject? state) => state is null ? null : new(
        state["id"]?.GetValue<string>() ?? "", state["protect"]?.GetValue<bool>() == true, state["retainOnDelete"]?.GetValue<bool>() == true,
        state["inputs"] as JsonObject ?? [], string.Join("::", (state["provider"]?.GetValue<string>() ?? "").Split("::").SkipLast(1)));
}
