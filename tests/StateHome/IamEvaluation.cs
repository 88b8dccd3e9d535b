using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Tests.StateHome;

/// <summary>
/// Whether AWS lets a role do something: what its policies allow and its boundary allows too, unless one of them denies it.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
/// </summary>
/// <param name="Policies">The role's own policies.</param>
/// <param name="Boundary">Its permissions boundary; null where it has none.</param>
internal sealed record IamEvaluation(JsonNode[] Policies, JsonNode? Boundary)
{
    /// <summary>Asks for an action on a resource.</summary>
    /// <param name="action">For example <c>s3:DeleteObject</c>.</param>
    /// <param name="resource">Its ARN.</param>
    /// <param name="context">What the request carries, by condition key.</param>
    public bool Allows(string action, string resource, params (string Key, string Value)[] context)
    {
        return !Policies.Append(Boundary).OfType<JsonNode>().Any(policy => Says(policy, "Deny"))
            && Policies.Any(policy => Says(policy, "Allow"))
            && (Boundary is null || Says(Boundary, "Allow"));

        bool Says(JsonNode policy, string effect) =>
            policy["Statement"]!
                .AsArray()
                .Any(statement =>
                    statement!["Effect"]!.GetValue<string>() == effect
                    && FitsAction(statement)
                    && Any(statement["Resource"]!, resource, RegexOptions.None)
                    && FitsConditions(statement["Condition"])
                );

        bool FitsAction(JsonNode statement) =>
            statement["NotAction"] is { } others
                ? !Any(others, action, RegexOptions.IgnoreCase)
                : Any(statement["Action"]!, action, RegexOptions.IgnoreCase);

        bool FitsConditions(JsonNode? conditions) =>
            conditions is null
            || conditions
                .AsObject()
                .All(test =>
                    test.Key == "StringEquals"
                        ? test.Value!.AsObject()
                            .All(wanted => context.Any(given => given.Key == wanted.Key && Texts(wanted.Value!).Contains(given.Value)))
                        : throw new NotSupportedException($"This evaluation does not know the condition {test.Key}.")
                );
    }

    private static bool Any(JsonNode patterns, string text, RegexOptions options) =>
        Texts(patterns).Any(pattern => Regex.IsMatch(text, $"^{Wildcards(pattern)}$", options | RegexOptions.Singleline));

    private static string Wildcards(string pattern) =>
        Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonNode node) =>
        node is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [node.GetValue<string>()];
}
