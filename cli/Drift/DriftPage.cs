using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Review;

namespace Infra.Cli.Drift;

/// <summary>What has drifted, for people: what the cloud moved by itself, and what a hand did, with what it opens or loses.</summary>
internal static class DriftPage
{
    private const int Longest = 60;

    // A value that lets everybody in, wherever it stands.
    private static readonly string[] Everybody = ["0.0.0.0/0", "::/0", "allUsers", "allAuthenticatedUsers"];

    /// <summary>Writes the page, and tells whether a hand is in it.</summary>
    public static bool Write(string stack, IReadOnlyCollection<DriftedThing> things, TextWriter page)
    {
        var byHand = things.Where(thing => thing.IsGone || thing.ByHand.Any()).ToList();
        var byCloud =
            from thing in things
            from setting in thing.ByCloud
            select $"{thing.Step.Name}: {setting.Path} {Value(setting.Stated)} -> {Value(setting.Found)}";
        page.WriteLine(byHand.Count == 0 ? $"Nobody has changed {stack} by hand." : $"Somebody has changed {stack} by hand:");
        foreach (var thing in byHand)
        {
            page.WriteLine($"  {Words(thing)}");
        }
        if (byHand.Count > 0)
        {
            page.WriteLine("`pulumi up --refresh` brings back what the program asks for; never against a dead cluster.");
        }
        foreach (var moved in byCloud)
        {
            page.WriteLine($"Moved by the cloud itself: {moved}");
        }
        return byHand.Count > 0;
    }

    private static string Words(DriftedThing thing)
    {
        var name = $"{thing.Step.Type.Split(':')[^1]} {thing.Step.Name}";
        if (thing.IsGone)
        {
            return $"{name} is gone" + (JudgedHoldings.Of(thing.Step) is { } holding ? $"; lost: {holding.Loss}" : "");
        }
        var settings = thing.ByHand.Select(setting => $"{setting.Path} {Value(setting.Stated)} -> {Value(setting.Found)}");
        var means = Opens(thing).Concat(HarmfulChange.In(thing.Step)).ToList();
        return $"{name}: {string.Join(", ", settings)}" + string.Concat(means.Select(meaning => $"; {meaning}"));
    }

    private static IEnumerable<string> Opens(DriftedThing thing)
    {
        foreach (var setting in thing.ByHand)
        {
            var (stated, found) = (setting.Stated?.ToJsonString() ?? "", setting.Found?.ToJsonString() ?? "");
            foreach (var open in Everybody.Where(one => found.Contains($"\"{one}\"", StringComparison.Ordinal)))
            {
                if (!stated.Contains($"\"{open}\"", StringComparison.Ordinal))
                {
                    yield return $"it is open to everybody ({open})";
                }
            }
            if (setting.Path.Split('.')[^1] is "fromPort" or "toPort" or "ports")
            {
                yield return "other ports are open";
            }
            if (
                (setting.Path.Split('.')[^1], found)
                is
                    ("publiclyAccessible" or "ipv4Enabled" or "endpointPublicAccess", "true")
                    or
                    ("blockPublicAcls" or "blockPublicPolicy" or "ignorePublicAcls" or "restrictPublicBuckets", "false")
            )
            {
                yield return "it can be reached from the Internet";
            }
        }
    }

    // The engine has put [secret] where a secret stood.
    private static string Value(JsonNode? node) =>
        node is null ? "nothing"
        : PrintableText.Line(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString()) is var text
        && text.Length > Longest
            ? $"{text[..Longest]}…"
        : text;
}
