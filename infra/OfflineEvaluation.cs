using System.Collections.Immutable;
using System.Text.Json;
using Infra.Configuration;
using Infra.Policy;

namespace Infra;

/// <summary>What the program declares, and its outputs.</summary>
/// <param name="Resources">In the order of their declaration.</param>
/// <param name="Outputs">By name; values may be Pulumi outputs.</param>
internal sealed record OfflineEvaluation(ImmutableArray<DeclaredResource> Resources, ImmutableSortedDictionary<string, object?> Outputs)
{
    /// <summary>What the policies look at.</summary>
    public RegisteredPlatform Registered(PlatformConfig config) =>
        new([.. Resources.Select(Registered)], config.Foundation.Lifetime.IsDurable);

    private static RegisteredResource Registered(DeclaredResource declared) =>
        new()
        {
            Type = declared.Type,
            Name = declared.Name,
            Inputs = JsonSerializer.SerializeToNode(declared.Inputs)!.AsObject(),
            Protect = declared.Options.Protect == true,
            RetainOnDelete = declared.Options.RetainOnDelete == true,
            DeletedWith = declared.Options.DeletedWith?.GetResourceName(),
        };
}
