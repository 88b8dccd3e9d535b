using System.Collections.Immutable;

namespace Infra.Policy;

/// <summary>
/// The promises that protect data. They speak of nothing that only a cloud can tell, so that they are held before anything is registered;
/// the command holds them too, and those of access, network and upkeep besides.
/// </summary>
internal static class DataPolicy
{
    /// <summary>The rules, in the order in which they are reported.</summary>
    public static ImmutableArray<PolicyRule> Rules { get; } = [.. DatabasePolicies.Rules, .. StoragePolicies.Rules, .. KeptPolicies.Rules];

    /// <summary>Every breach of some rules.</summary>
    public static ImmutableArray<PolicyFault> Faults(ImmutableArray<PolicyRule> rules, RegisteredPlatform platform) =>
        [.. from rule in rules from breach in rule.Breaches(platform) select new PolicyFault(rule, breach)];
}
