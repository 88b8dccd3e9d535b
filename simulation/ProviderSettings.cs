using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What one provider of the program was configured with. Each has a connection of its own.</summary>
internal sealed record ProviderSettings(string Package, JsonObject Values, World World)
{
    public string Region => Values.Text("region") ?? "";

    public string Project => Values.Text("project") ?? "";

    /// <summary>A boolean of the configuration; on the wire all of it is text.</summary>
    public bool Flag(string name) => Values.Flag(name) ?? Values.Text(name) == "true";

    /// <summary>The tags that the AWS provider gives to all that it makes.</summary>
    public JsonObject DefaultTags =>
        (
            (Values["defaultTags"] is JsonValue text ? JsonNode.Parse(text.GetValue<string>()) : Values["defaultTags"])?["tags"]
                as JsonObject
            ?? []
        ).With([]);

    /// <summary>Where a thing lives that this provider makes.</summary>
    public string ScopeOf(Call call) =>
        Package switch
        {
            "aws" => call.Rule.Global ? "aws" : call.Region,
            "kubernetes" => KubernetesAccess.ScopeOf(this),
            _ => Package,
        };
}
