using System.Collections.Immutable;

namespace Infra.Cli.Policy;

/// <summary>The wildcards that are meant, each with its reason. A test refuses one that nothing needs any more.</summary>
internal static class WildcardReasons
{
    /// <summary>The wildcards.</summary>
    public static ImmutableArray<WildcardReason> All { get; } =
    [
        new("aws:kms/key:Key", null, "on resource *", "a key's policy speaks of that key alone; * is the key itself"),
        new("aws:kms/key:Key", null, "action kms:*", "without full rights of the account's administrators a key can become unmanageable"),
        new("aws:iam/rolePolicy:RolePolicy", "autoscaler-role-g", "on resource *", "what only describes takes no resource in IAM"),
    ];

    /// <summary>The reason of a wildcard, or null.</summary>
    public static WildcardReason? For(string type, string name, string what) =>
        All.FirstOrDefault(reason =>
            reason.Type == type
            && (reason.Name is null || name.StartsWith(reason.Name, StringComparison.Ordinal))
            && what.Contains(reason.What, StringComparison.Ordinal)
        );
}

/// <summary>A wildcard that is meant.</summary>
/// <param name="Type">The type of the resource with the policy.</param>
/// <param name="Name">What its logical name begins with; null for all of the type.</param>
/// <param name="What">Part of what the policy check says.</param>
/// <param name="Reason">Why it is meant.</param>
internal sealed record WildcardReason(string Type, string? Name, string What, string Reason);
