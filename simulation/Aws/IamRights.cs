using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// What a role may do by its inline policies, and who may take it. Conditions are not looked at: what is simulated meets them.
/// </summary>
internal static class IamRights
{
    /// <summary>Whether a service may take the role.</summary>
    public static bool IsTrusted(WorldObject role, string service) =>
        Statements(role.Inputs.Text("assumeRolePolicy"))
            .Any(statement =>
                statement.Text("Effect") == "Allow" && statement.All("Principal.Service").Any(one => one.GetValue<string>() == service)
            );

    /// <summary>Whether the role may do it.</summary>
    public static bool Has(WorldFile content, WorldObject role, string action, string resource)
    {
        var fitting = content
            .Objects.Where(one => one.Type == "aws:iam/rolePolicy:RolePolicy" && one.Inputs.Text("role") == role.Name)
            .SelectMany(policy => Statements(policy.Inputs.Text("policy")))
            .Where(statement => Covers(statement, "Action", action) && Covers(statement, "Resource", resource))
            .Select(statement => statement.Text("Effect"))
            .ToList();
        return fitting.Contains("Allow") && !fitting.Contains("Deny");
    }

    private static bool Covers(JsonNode statement, string field, string text) =>
        statement
            .All(field)
            .Any(pattern =>
                Regex.IsMatch(
                    text,
                    $"^{Regex.Escape(pattern.GetValue<string>()).Replace(@"\*", ".*", StringComparison.Ordinal)}$",
                    RegexOptions.CultureInvariant
                )
            );

    private static IEnumerable<JsonNode> Statements(string? policy) => policy is null ? [] : JsonNode.Parse(policy).All("Statement");
}
