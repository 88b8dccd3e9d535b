using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Policy;

/// <summary>Who may do what, and with which credential.</summary>
internal static class AccessPolicies
{
    // Resources whose only purpose is a credential that never ends.
    private static readonly string[] StaticKeys =
    [
        "aws:iam/accessKey:AccessKey",
        "aws:iam/user:User",
        "aws:iam/userLoginProfile:UserLoginProfile",
        "aws:ec2/keyPair:KeyPair",
        "gcp:serviceaccount/key:Key",
        "gcp:storage/hmacKey:HmacKey",
    ];

    private static readonly string[] ProviderKeys = ["accessKey", "secretKey", "token", "credentials", "accessToken"];

    private static readonly string[] BroadRoles = ["roles/owner", "roles/editor"];

    // Which policy document a type carries, if any.
    private static readonly ImmutableDictionary<string, string> Documents = new Dictionary<string, string>
    {
        ["aws:iam/rolePolicy:RolePolicy"] = "policy",
        ["aws:iam/policy:Policy"] = "policy",
        ["aws:iam/role:Role"] = "assumeRolePolicy",
        ["aws:s3/bucketPolicy:BucketPolicy"] = "policy",
        ["aws:kms/key:Key"] = "policy",
        ["aws:sns/topicPolicy:TopicPolicy"] = "policy",
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = "policy",
    }.ToImmutableDictionary();

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "no-static-keys",
            "No credential is made that never ends, and none is written into a provider.",
            "A key that leaks from a state, a log or a laptop works until somebody notices.",
            "Use a role: EKS Pod Identity, Workload Identity, OIDC for deployments."
        )
        {
            Breaches = platform =>
                platform
                    .Of(StaticKeys)
                    .Select(key => new Breach(key.Name, $"{key.Type} is a credential that never ends"))
                    .Concat(
                        PolicyRule.Each(
                            provider =>
                                ProviderKeys.FirstOrDefault(key => provider.Inputs.ContainsKey(key)) is { } key
                                    ? $"{key} is written into the provider"
                                    : null,
                            "pulumi:providers:aws",
                            "pulumi:providers:gcp"
                        )(platform)
                    ),
        },
        new(
            "no-wildcards",
            "A policy names what may be done, to what and by whom.",
            "A wildcard grows with the account: what is made tomorrow is already allowed.",
            "Name the actions and the ARNs; where a wildcard is meant, give its reason in WildcardReasons."
        )
        {
            Breaches = platform =>
                from wildcard in Wildcards(platform)
                where WildcardReasons.For(wildcard.Resource.Type, wildcard.Resource.Name, wildcard.What) is null
                select new Breach(wildcard.Resource.Name, $"a statement allows {wildcard.What}"),
        },
        new(
            "no-broad-roles",
            "Nobody gets a basic role, and nothing is given to everybody.",
            "roles/editor may do almost anything in the project; allUsers is the Internet.",
            "Give the narrowest predefined role, on the thing itself where it can be."
        )
        {
            Breaches = platform =>
                platform.Resources.Where(resource => resource.Type.StartsWith("gcp:", StringComparison.Ordinal)).SelectMany(Broad),
        },
    ];

    /// <summary>Every wildcard that a policy document allows, with its reason or without.</summary>
    internal static IEnumerable<(RegisteredResource Resource, string What)> Wildcards(RegisteredPlatform platform) =>
        from resource in platform.Resources
        where Documents.ContainsKey(resource.Type)
        let text = resource.Inputs.Text(Documents[resource.Type])
        where !string.IsNullOrEmpty(text)
        from statement in JsonNode.Parse(text).All("Statement")
        where statement.Text("Effect") == "Allow"
        from what in Wildcards(statement)
        select (resource, what);

    private static IEnumerable<string> Wildcards(JsonNode statement)
    {
        foreach (var action in Texts(statement, "Action").Where(action => action == "*" || action.EndsWith(":*", StringComparison.Ordinal)))
        {
            yield return $"action {action}";
        }
        if (Texts(statement, "Resource").Contains("*"))
        {
            yield return $"{string.Join(", ", Texts(statement, "Action"))} on resource *";
        }
        if (
            Texts(statement, "Principal").Concat(statement["Principal"].All("AWS").Select(Text)).Contains("*")
            && statement["Condition"] is null
        )
        {
            yield return "principal *";
        }
    }

    private static IEnumerable<Breach> Broad(RegisteredResource resource)
    {
        if (resource.Inputs.Text("role") is { } role && BroadRoles.Contains(role))
        {
            yield return new(resource.Name, $"{role} is a basic role");
        }
        if (resource.Inputs.Text("member") is "allUsers" or "allAuthenticatedUsers")
        {
            yield return new(resource.Name, $"{resource.Inputs.Text("member")} is everybody");
        }
    }

    private static IEnumerable<string> Texts(JsonNode node, string name) =>
        node.All(name).Where(value => value.GetValueKind() == JsonValueKind.String).Select(Text);

    private static string Text(JsonNode node) => node.GetValue<string>();
}
