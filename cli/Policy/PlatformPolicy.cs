using System.Collections.Immutable;
using Infra.Policy;

namespace Infra.Cli.Policy;

/// <summary>Every promise, and what breaks one: those that protect data, which the program itself holds, and the others.</summary>
internal static class PlatformPolicy
{
    /// <summary>The rules, in the order in which they are reported.</summary>
    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        .. DataPolicy.Rules,
        .. DiskPolicies.Rules,
        .. AwsEncryptionPolicies.Rules,
        .. AccessPolicies.Rules,
        .. NetworkPolicies.Rules,
        .. ClusterPolicies.Rules,
        .. LifetimePolicies.Rules,
        .. UpkeepPolicies.Rules,
    ];

    /// <summary>Finds every breach of every rule.</summary>
    public static ImmutableArray<PolicyFault> Faults(RegisteredPlatform platform) => DataPolicy.Faults(Rules, platform);
}
