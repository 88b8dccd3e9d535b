using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli;
using Infra.Cli.Preview;
using Infra.Configuration;

namespace Infra.Tests;

/// <summary>The two sample stacks of the repository, with edits.</summary>
internal static class SampleStack
{
    /// <summary>Both clouds, for theories.</summary>
    public static TheoryData<string> Clouds => ["gcp", "aws"];

    /// <summary>A value of the key <c>viewers</c> of a cloud.</summary>
    public static string Viewers(string cloud) =>
        cloud == "gcp" ? """["astro-preview@my-state.iam.gserviceaccount.com"]""" : """["arn:aws:iam::123456789012:role/astro-preview"]""";

    /// <summary>The configuration of a sample stack with some keys set; a path like <c>infra:database.generation</c>, JSON values.</summary>
    public static ConfigurationValues Values(string cloud, params (string Path, string? Json)[] edits) =>
        Edit(StackFile.Read(Path.Combine(AppContext.BaseDirectory, $"Pulumi.{cloud}.yaml")), [.. SampleCertificate.Edits, .. edits]);

    /// <summary>
    /// A configuration with some keys set. <c>{"secure":"text"}</c> is a text that the stack file keeps encrypted, as the engine
    /// hands it over: in plain, and named as a secret.
    /// </summary>
    public static ConfigurationValues Edit(ConfigurationValues configuration, params (string Path, string? Json)[] edits) => edits.Aggregate(configuration, (all, edit) =>
    {
        var secret = edit.Json is ['{', ..] && JsonNode.Parse(edit.Json)!.AsObject() is { Count: 1 } map ? map["secure"] : null;
        return new(Edit(all.Values, edit.Path, secret?.ToJsonString() ?? edit.Json))
        {
            Encrypted = secret is null ? all.Encrypted : all.Encrypted.Add(edit.Path.Split('.')[0]),
        };
    });

    public static PlatformConfig Config(string cloud, params (string Path, string? Json)[] edits) =>
        PlatformConfig.Read(Values(cloud, edits));

    public static Task<OfflineEvaluation> EvaluateAsync(string cloud, params (string Path, string? Json)[] edits) =>
        OfflineStack.EvaluateAsync(Config(cloud, edits), cloud);

    private static ImmutableSortedDictionary<string, string> Edit(ImmutableSortedDictionary<string, string> values, string path, string? json)
    {
        var steps = path.Split('.');
        if (steps.Length == 1)
        {
            return json is null ? values.Remove(path) : values.SetItem(path, Text(json));
        }
        var root = JsonNode.Parse(values.GetValueOrDefault(steps[0], "{}"))!.AsObject();
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

    private static string Text(string json) =>
        JsonSerializer.Deserialize<JsonElement>(json) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : json;
}
