using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Policy;

/// <summary>That what holds data or identity outlives the program, and with it the keys without which it can not be read.</summary>
internal static class KeptPolicies
{
    private const string AwsKey = "aws:kms/key:Key";
    private const string GcpKey = "gcp:kms/cryptoKey:CryptoKey";
    private const string ThirtyDays = "2592000s";

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "data-stays",
            "What holds data or identity is protected in a durable stack, and stays in the cloud when it leaves the program.",
            "A resource is removed from a program in a second, by a rename or a bad merge.",
            "Declare it with the options of StackLifetime.Permanent."
        )
        {
            Breaches = platform =>
                platform.IsDurable
                    ? PolicyRule.Held(
                        platform,
                        Lifetime.Permanent,
                        thing => thing is { Protect: true, RetainOnDelete: true },
                        "it is not both protected and retained"
                    )
                    : [],
        },
        new(
            "database-stays",
            "A durable stack's database stays in the cloud when it leaves the program, and nothing blocks its leaving.",
            "A restore makes the next generation beside it; the engine refuses to take a protected resource out of the program, even one "
                + "that would be retained.",
            "Declare it with the options of StackLifetime.DatabaseGeneration."
        )
        {
            Breaches = platform =>
                platform.IsDurable
                    ? PolicyRule.Held(
                        platform,
                        Lifetime.DatabaseGeneration,
                        thing => thing is { Protect: false, RetainOnDelete: true },
                        "it is protected, or not retained"
                    )
                    : [],
        },
        new(
            "key-kept",
            "A durable stack's key is rotated, and can be brought back for thirty days; on AWS the role that deploys can neither disable "
                + "nor delete it.",
            "Without the key no backup can be read, and nobody can bring it back.",
            "Set enableKeyRotation, the longest deletion window, and a policy that denies kms:ScheduleKeyDeletion and kms:DisableKey "
                + "(AWS), or rotationPeriod and "
                + "destroyScheduledDuration = 2592000s (Google Cloud)."
        )
        {
            Breaches = platform => platform.IsDurable ? PolicyRule.Each(Unguarded, AwsKey, GcpKey)(platform) : [],
        },
    ];

    private static string? Unguarded(RegisteredResource key) =>
        key.Type == GcpKey
            ? string.IsNullOrEmpty(key.Text("rotationPeriod"))
                ? "rotationPeriod is not set"
                : key.Text("destroyScheduledDuration") != ThirtyDays
                    ? $"destroyScheduledDuration is not {ThirtyDays}"
                    : null
            : key.Flag("enableKeyRotation") != true
                ? "enableKeyRotation is not true"
                : key.Number("deletionWindowInDays") != 30
                    ? "deletionWindowInDays is not 30"
                    : new[] { "kms:ScheduleKeyDeletion", "kms:DisableKey" }.Except(Denied(key)).FirstOrDefault() is { } allowed
                        ? $"its policy does not deny {allowed}"
                        : null;

    private static IEnumerable<string> Denied(RegisteredResource key) =>
        from statement in RegisteredResource.All(key.Text("policy") is { Length: > 0 } policy ? JsonNode.Parse(policy) : null, "Statement")
        where $"{statement["Effect"]}" == "Deny"
        from action in RegisteredResource.All(statement, "Action")
        select $"{action}";
}
