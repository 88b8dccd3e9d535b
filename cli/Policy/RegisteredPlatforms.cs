using System.Text.Json.Nodes;
using Infra.Cli.Preview;
using Infra.Configuration;
using Infra.Policy;

namespace Infra.Cli.Policy;

/// <summary>Where the command takes what a stack has registered from.</summary>
internal static class RegisteredPlatforms
{
    extension(RegisteredPlatform)
    {
        /// <summary>What the program asks for with a configuration, with no cloud and no engine, and every value known.</summary>
        public static async Task<RegisteredPlatform> DeclareAsync(PlatformConfig config, string stack)
        {
            return (await OfflineStack.EvaluateAsync(config, stack, new Echo())).Registered(config);
        }

        /// <summary>What a state has: the whole of what <c>pulumi stack export</c> gives.</summary>
        public static RegisteredPlatform FromState(JsonObject export, bool isDurable)
        {
            return new([.. export["deployment"]!["resources"]!.AsArray().Select(resource => Recorded(resource!.AsObject()))], isDurable);
        }
    }

    private static RegisteredResource Recorded(JsonObject recorded) =>
        new()
        {
            Type = recorded["type"]!.GetValue<string>(),
            Name = LogicalName(recorded["urn"]!.GetValue<string>()),
            Inputs = recorded["inputs"]?.DeepClone().AsObject() ?? [],
            Protect = recorded["protect"]?.GetValue<bool>() == true,
            RetainOnDelete = recorded["retainOnDelete"]?.GetValue<bool>() == true,
            DeletedWith = recorded["deletedWith"] is { } urn ? LogicalName(urn.GetValue<string>()) : null,
        };

    private static string LogicalName(string urn) => urn.Split("::", 4)[3];
}
