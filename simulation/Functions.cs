using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>What the clouds answer to a question that changes nothing.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Func<ProviderSettings, JsonObject, JsonObject>> ByToken = new()
    {
        ["aws:secretsmanager/getSecretVersion:getSecretVersion"] = SecretsManagerRules.GetSecretVersion,
        ["gcp:secretmanager/getSecretVersion:getSecretVersion"] = GcpRules.GetSecretVersion,
    };

    /// <summary>The answer.</summary>
    /// <exception cref="Refusal">The cloud has no such function, or nothing to answer with.</exception>
    public static JsonObject Answer(string token, ProviderSettings settings, JsonObject arguments) =>
        ByToken.TryGetValue(token, out var function)
            ? settings.World.Locked(() => function(settings, arguments))
            : throw new Refusal($"unknown function {token}");
}
