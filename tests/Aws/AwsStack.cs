using System.Text.Json.Nodes;
using Infra.Cli.Policy;
using Infra.Policy;

namespace Infra.Tests.Aws;

/// <summary>What the sample stack on AWS asks for, with every value known.</summary>
internal sealed class AwsStack(RegisteredPlatform platform)
{
    public static async Task<AwsStack> DeclareAsync(params (string Path, string? Json)[] edits) =>
        new(await RegisteredPlatform.DeclareAsync(SampleStack.Config("aws", edits), "aws"));

    /// <summary>The inputs of a resource by its logical name.</summary>
    public JsonObject this[string name] =>
        Assert
            .Single(platform.Resources, resource => resource.Name == name && !resource.Type.StartsWith("infra:", StringComparison.Ordinal))
            .Inputs;

    /// <summary>The resources of a type, written without its package.</summary>
    public List<RegisteredResource> Of(string type) => [.. platform.Of($"aws:{type}")];

    /// <summary>Whether a resource of that logical name is declared.</summary>
    public bool Has(string name) => platform.Resources.Any(resource => resource.Name == name);

    /// <summary>Every breach of a policy.</summary>
    public IEnumerable<string> Faults => PlatformPolicy.Faults(platform).Select(fault => fault.ToString());

    /// <summary>The statements of a policy document.</summary>
    public static List<JsonObject> Statements(JsonNode? document) =>
        [.. JsonNode.Parse(document!.GetValue<string>())!["Statement"]!.AsArray().Select(statement => statement!.AsObject())];

    /// <summary>The texts of a list.</summary>
    public static List<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(item => item!.GetValue<string>())];
}
