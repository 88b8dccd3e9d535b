using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Preview;
using Infra.Configuration;

namespace Infra.Cli.Policy;

/// <summary>Everything a stack has registered, for the policies to look at.</summary>
/// <param name="Resources">Components and providers among them.</param>
/// <param name="IsDurable">Whether what holds data must outlive the program.</param>
internal sealed record RegisteredPlatform(ImmutableArray<RegisteredResource> Resources, bool IsDurable)
{
    /// <summary>What the program asks for with a configuration, with no cloud and no engine.</summary>
    public static async Task<RegisteredPlatform> DeclareAsync(PlatformConfig config, string stack)
    {
        return From(await OfflineStack.EvaluateAsync(config, stack, new Echo()), config);
    }

    /// <summary>What the program asks for, evaluated with every value known.</summary>
    public static RegisteredPlatform From(OfflineEvaluation evaluation, PlatformConfig config)
    {
        return new([.. evaluation.Resources.Select(RegisteredResource.From)], config.Foundation.Lifetime.IsDurable);
    }

    /// <summary>What a state has: the whole of what <c>pulumi stack export</c> gives.</summary>
    public static RegisteredPlatform FromState(JsonObject export, bool isDurable)
    {
        return new([.. export["deployment"]!["resources"]!.AsArray().Select(resource => RegisteredResource.From(resource!.AsObject()))], isDurable);
    }

    /// <summary>The resources of some types.</summary>
    public IEnumerable<RegisteredResource> Of(params string[] types) => Resources.Where(resource => types.Contains(resource.Type));
}
