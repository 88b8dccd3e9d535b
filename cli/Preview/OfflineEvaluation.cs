using System.Collections.Immutable;

namespace Infra.Cli.Preview;

/// <summary>What the program declares, and its outputs.</summary>
/// <param name="Resources">In the order of their declaration.</param>
/// <param name="Outputs">By name; values may be Pulumi outputs.</param>
internal sealed record OfflineEvaluation(ImmutableArray<DeclaredResource> Resources, ImmutableSortedDictionary<string, object?> Outputs);
