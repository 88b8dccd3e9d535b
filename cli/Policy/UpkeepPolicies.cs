using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Foundation;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Policy;

/// <summary>That an <c>up</c> of the same commit makes the same platform, and that everybody sees whose it is.</summary>
internal static partial class UpkeepPolicies
{
    private static readonly string[] Labels = ["infra-prefix", "infra-lifetime", "infra-owner"];

    // Property that names a version, by type; the value must be written out.
    private static readonly ImmutableDictionary<string, string> Versions = new Dictionary<string, string>
    {
        ["aws:rds/instance:Instance"] = "engineVersion",
        ["gcp:sql/databaseInstance:DatabaseInstance"] = "databaseVersion",
        ["aws:eks/cluster:Cluster"] = "version",
        ["gcp:container/cluster:Cluster"] = "minMasterVersion",
    }.ToImmutableDictionary();

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "versions-pinned",
            "Every version that the program chooses is written out.",
            "A relaunch at night must bring back what ran yesterday, not what was released since.",
            "Write a chart's version in full, an image with a tag other than latest or with a digest, and the version of database and "
                + "cluster."
        )
        {
            Breaches = platform =>
                PolicyRule
                    .Each(Chart, "kubernetes:helm.sh/v3:Release")(platform)
                    .Concat(
                        platform.Resources.Where(thing => thing.Type.StartsWith("kubernetes:", StringComparison.Ordinal)).SelectMany(Images)
                    )
                    .Concat(
                        PolicyRule.Each(
                            thing =>
                                thing.Inputs.Text(Versions[thing.Type]) is { Length: > 0 } ? null : $"{Versions[thing.Type]} is not set",
                            [.. Versions.Keys]
                        )(platform)
                    ),
        },
        new(
            "labelled",
            "Everything in the cloud carries the stack's prefix, lifetime and owner.",
            "Several stacks share an account; a bill and a cleaner must see whose a thing is, and which ones may go.",
            "Set the default tags (AWS) or labels (Google Cloud) of the explicit provider, and let every resource use it."
        )
        {
            Breaches = platform =>
                PolicyRule
                    .Each(
                        provider => provider.Name == IdentitySource.ProviderName ? null : Missing(provider.Inputs, "defaultTags", "tags"),
                        "pulumi:providers:aws"
                    )(platform)
                    .Concat(
                        PolicyRule.Each(
                            provider =>
                                provider.Name == IdentitySource.ProviderName ? null : Missing(provider.Inputs, "defaultLabels", null),
                            "pulumi:providers:gcp"
                        )(platform)
                    ),
        },
    ];

    private static string? Chart(RegisteredResource release) =>
        release.Inputs.Text("version") is { } version && FullVersion().IsMatch(version)
            ? null
            : "its chart's version is not written in full";

    private static IEnumerable<Breach> Images(RegisteredResource resource) =>
        Walk(resource.Inputs)
            .Where(image =>
                !(
                    image.Contains('@', StringComparison.Ordinal)
                    || (Tag().Match(image) is { Success: true } tag && tag.Groups[1].Value != "latest")
                )
            )
            .Select(image => new Breach(resource.Name, $"the image {image} has no tag, or latest"));

    private static IEnumerable<string> Walk(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(field =>
                field.Key == "image" && field.Value?.GetValueKind() == JsonValueKind.String
                    ? [field.Value.GetValue<string>()]
                    : Walk(field.Value)
            ),
            JsonArray list => list.SelectMany(Walk),
            _ => [],
        };

    // On the wire a provider's settings are JSON in a text.
    private static string? Missing(JsonObject provider, string setting, string? inner)
    {
        var given = provider[setting];
        var labels = given?.GetValueKind() == JsonValueKind.String ? JsonNode.Parse(given.GetValue<string>()) : given;
        var present = inner is null ? labels : labels?[inner];
        return Labels.FirstOrDefault(label => present?[label] is null) is { } missing ? $"{setting} has no {missing}" : null;
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[\w.]+)?$")]
    private static partial Regex FullVersion();

    [GeneratedRegex(@":([\w][\w.-]*)$")]
    private static partial Regex Tag();
}
