using System.Text.Json.Nodes;

namespace Infra.Aws;

/// <summary>A policy document of IAM, as JSON. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</summary>
internal static class IamPolicy
{
    /// <summary>The document of these statements, in their order.</summary>
    public static string Of(params IamStatement[] statements) =>
        new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray([.. statements.Select(statement => statement.ToJson())]),
        }.ToJsonString();

    /// <summary>The trust of a role that one AWS service may take.</summary>
    /// <param name="service">The service's principal.</param>
    /// <param name="actions">What it may do: take the role, and tag the session where it does.</param>
    /// <param name="account">The account that the service must be working for; null where the service does not say.</param>
    public static string Trust(string service, string[] actions, string? account = null) =>
        Of(
            new IamStatement
            {
                Principal = ("Service", service),
                Actions = actions,
                Conditions = account is null ? [] : [new("StringEquals", "aws:SourceAccount", [account])],
            }
        );
}

/// <summary>One statement. It allows, unless it says that it denies.</summary>
internal sealed record IamStatement
{
    /// <summary>Whether it denies.</summary>
    public bool Denies { get; init; }

    /// <summary>Who: the kind of principal and its name. Null in a role's own policy, where it is the role.</summary>
    public (string Kind, string Name)? Principal { get; init; }

    /// <summary>The actions.</summary>
    public required string[] Actions { get; init; }

    /// <summary>ARNs; none in a trust policy, where it is the role.</summary>
    public string[] Resources { get; init; } = [];

    /// <summary>What must hold too; all of it.</summary>
    public IamCondition[] Conditions { get; init; } = [];

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["Effect"] = Denies ? "Deny" : "Allow" };
        if (Principal is (var kind, var name))
        {
            // "*" stands alone: as the name of an AWS principal it would be the same, but the console shows it so.
            json[nameof(Principal)] = kind == "*" ? "*" : new JsonObject { [kind] = name };
        }
        json["Action"] = List(Actions);
        if (Resources.Length > 0)
        {
            json["Resource"] = List(Resources);
        }
        if (Conditions.Length > 0)
        {
            json["Condition"] = new JsonObject(
                Conditions.Select(condition =>
                    KeyValuePair.Create<string, JsonNode?>(condition.Operator, new JsonObject { [condition.Key] = List(condition.Values) })
                )
            );
        }
        return json;
    }

    private static JsonArray List(string[] values) => new([.. values.Select(value => JsonValue.Create(value))]);
}

/// <summary>A condition of a statement.</summary>
/// <param name="Operator">For example <c>StringEquals</c>; each at most once in a statement.</param>
/// <param name="Key">The condition key.</param>
/// <param name="Values">One of these.</param>
internal sealed record IamCondition(string Operator, string Key, string[] Values);
