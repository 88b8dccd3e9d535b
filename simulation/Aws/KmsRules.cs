using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Keys, what their policies forbid, and the logs that are encrypted with them.</summary>
internal static class KmsRules
{
    public const string Key = "aws:kms/key:Key";
    private const string LogGroup = "aws:cloudwatch/logGroup:LogGroup";

    public static Rule[] Table { get; } =
    [
        new(Key)
        {
            Id = "{uuid}",
            ForceNew = ["customerMasterKeySpec", "keyUsage", "multiRegion"],
            Check = Lockout,
            OnDelete = static call => Refuse(call, "kms:ScheduleKeyDeletion"),
            Outputs = new() { ["keyId"] = "{id}", ["arn"] = "arn:aws:kms:{region}:{account}:key/{id}" },
        },
        new("aws:kms/alias:Alias")
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name"],
            Taken = "AlreadyExistsException: An alias with the name {name} already exists",
            Needs = [new("targetKeyId", Key, "NotFoundException: Key '{0}' does not exist")],
            Outputs = new() { ["arn"] = "arn:aws:kms:{region}:{account}:{name}" },
        },
        new(LogGroup)
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name", "logGroupClass"],
            Taken = "ResourceAlreadyExistsException: The specified log group already exists: {name}",
            Needs = [Use("kmsKeyId")],
            OnCreate = RequireServiceMayEncrypt,
            Outputs = new() { ["arn"] = "arn:aws:logs:{region}:{account}:log-group:{name}" },
        },
        new("aws:ec2/flowLog:FlowLog")
        {
            Id = "fl-{hash17}",
            ForceNew = ["*"],
            Needs = [new("logDestination", LogGroup, "InvalidParameter: log group {0} does not exist"), new("iamRoleArn", AwsRules.Role)],
            Outputs = new() { ["arn"] = "arn:aws:ec2:{region}:{account}:vpc-flow-log/{id}" },
        },
    ];

    /// <summary>What is encrypted needs its key.</summary>
    /// <param name="path">The property that names the key.</param>
    public static Need Use(string path) =>
        new(
            path,
            Key,
            "KMSKeyNotAccessibleFault: The specified KMS key [{0}] does not exist, is not enabled or you do not have permissions to "
                + "access it."
        );

    // KMS takes no policy that its maker could never change again.
    private static IEnumerable<Fault> Lockout(JsonObject inputs) =>
        Denied(inputs).Any(action => Covers(action, "kms:PutKeyPolicy"))
            ?
            [
                new(
                    "policy",
                    "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future"
                ),
            ]
            : [];

    private static void Refuse(Call call, string action)
    {
        if (Denied(call.State).Any(denied => Covers(denied, action)))
            throw new Refusal(
                $"AccessDeniedException: User is not authorized to perform: {action} on resource: {call.State.Text("arn")} with an "
                    + "explicit deny in a resource-based policy"
            );
    }

    // CloudWatch uses the key itself; the key's policy has to name it, and the group.
    private static void RequireServiceMayEncrypt(Call call)
    {
        if (call.Inputs.Text("kmsKeyId") is not { } reference)
            return;
        var key = call.Content.Objects.First(one => one.Type == Key && one.IsCalled(reference));
        var group = call.Fill("arn:aws:logs:{region}:{account}:log-group:{name}");
        if (
            !Statements(key.State)
                .Any(statement =>
                    statement.All("Principal.Service").Any(service => service.GetValue<string>() == $"logs.{call.Region}.amazonaws.com")
                    && statement
                        .All("Condition.ArnLike")
                        .OfType<JsonObject>()
                        .SelectMany(condition => condition.All("kms:EncryptionContext:aws:logs:arn"))
                        .Any(pattern => Covers(pattern.GetValue<string>(), group))
                )
        )
        {
            throw new Refusal(
                $"InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with Arn '{group}'"
            );
        }
    }

    private static IEnumerable<string> Denied(JsonObject key) =>
        Statements(key)
            .Where(statement => statement.Text("Effect") == "Deny")
            .SelectMany(statement => statement.All("Action"))
            .Select(action => action.GetValue<string>());

    private static IEnumerable<JsonNode> Statements(JsonObject key) =>
        key.Text("policy") is { Length: > 0 } policy && !Wire.IsUnknown(key["policy"]) ? JsonNode.Parse(policy).All("Statement") : [];

    private static bool Covers(string pattern, string text) =>
        Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);
}
