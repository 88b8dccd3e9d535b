using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Policy;
using Infra.Policy;

namespace Infra.Tests.Gcp;

/// <summary>What the sample stack on Google Cloud asks for, with every value known.</summary>
internal sealed class GcpStack(RegisteredPlatform platform)
{
    public static async Task<GcpStack> DeclareAsync(params (string Path, string? Json)[] edits) =>
        new(await RegisteredPlatform.DeclareAsync(SampleStack.Config("gcp", edits), "gcp"));

    /// <summary>The inputs of a resource by its logical name.</summary>
    public JsonObject this[string name] =>
        Assert
            .Single(platform.Resources, resource => resource.Name == name && !resource.Type.StartsWith("infra:", StringComparison.Ordinal))
            .Inputs;

    /// <summary>The settings of the provider.</summary>
    public JsonObject Provider => Assert.Single(platform.Of("pulumi:providers:gcp"), provider => provider.Name == "gcp").Inputs;

    public bool Has(string name) => platform.Resources.Any(resource => resource.Name == name);

    public IEnumerable<RegisteredResource> Of(string type) => platform.Of(type);

    public ImmutableArray<string> Faults => [.. PlatformPolicy.Faults(platform).Select(fault => fault.ToString())];

    /// <summary>Asserts a part of a resource's inputs, written as JSON; its own order.</summary>
    public void AssertAsks(string name, string path, string json)
    {
        var found = path.Split('.').Aggregate((JsonNode?)this[name], (node, step) => node?[step]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), found), $"{name}.{path} is {found?.ToJsonString(Compact) ?? "absent"}");
    }

    private static readonly JsonSerializerOptions Compact = new() { WriteIndented = false };
}
