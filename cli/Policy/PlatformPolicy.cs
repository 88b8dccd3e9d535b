using System.Collections.Immutable;

namespace Infra.Cli.Policy;

/// <summary>Every promise, and what breaks one.</summary>
internal static class PlatformPolicy
{
    /// <summary>The rules, in the order in which they are reported.</summary>
    public static ImmutableArray<PolicyRule> Rules { get; } =
        [.. DatabasePolicies.Rules, .. StoragePolicies.Rules, .. AwsEncryptionPolicies.Rules, .. AccessPolicies.Rules, .. NetworkPolicies.Rules, .. ClusterPolicies.Rules, .. LifetimePolicies.Rules, .. UpkeepPolicies.Rules];

    /// <summary>Finds every breach of every rule.</summary>
    public static ImmutableArray<PolicyFault> Faults(RegisteredPlatform platform) =>
        [.. from rule in Rules from breach in rule.Breaches(platform) select new PolicyFault(rule, breach)];
}
