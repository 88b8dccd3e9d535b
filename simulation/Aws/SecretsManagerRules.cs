using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Secrets Manager: secrets, their versions, and replicas in other regions, which outlive the region of the secret.
/// https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
/// </summary>
internal static partial class SecretsManagerRules
{
    private const string Secret = "aws:secretsmanager/secret:Secret";
    private const string Version = "aws:secretsmanager/secretVersion:SecretVersion";
    private const string Replica = "aws:secretsmanager/replica";
    private const string Exists =
        "ResourceExistsException: The operation failed because the secret {name} already exists, or is scheduled for deletion.";
    private const string Missing = "ResourceNotFoundException: Secrets Manager can't find the specified secret";

    public static readonly Rule[] Table =
    [
        new(Secret)
        {
            Name = "name",
            Id = "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{hash6}",
            Key = "{name}",
            ForceNew = ["name"],
            Needs = [KmsRules.Use("kmsKeyId")],
            Taken = Exists,
            Burns = static call => TimeSpan.FromDays(call.Before.Number("recoveryWindowInDays") ?? 30),
            Takes = [new(Version, "secretId")],
            Outputs = new() { ["arn"] = "{id}" },
            OnCreate = static call =>
            {
                if (call.Content.Objects.Exists(one => one.Type == Replica && one.Scope == call.Scope && one.Name == call.Name))
                    throw new Refusal(call.Fill(Exists));
                Replicate(call, call.Id, call.Inputs);
            },
            OnUpdate = static call => Replicate(call, call.Id, call.Inputs),
            OnDelete = static call => call.Content.Objects.RemoveAll(one => IsReplicaOf(one, call.Id)),
        },
        new(Version)
        {
            Id = "{secretId}|{uuid}",
            ForceNew = ["*"],
            Needs = [new("secretId", Secret, Missing + ": {0}")],
            Outputs = new()
            {
                ["arn"] = "{secretId}",
                ["secretArn"] = "{secretId}",
                ["versionId"] = "{uuid}",
            },
            OnCreate = static call =>
            {
                var secret = call.Content.Objects.Single(one => one.Type == Secret && one.Id == call.Inputs.Text("secretId"));
                Replicate(call, secret.Id, secret.Inputs, call.Inputs.Text("secretString"));
            },
        },
    ];

    /// <summary>The current version of a secret, or of the replica that stands in the caller's region.</summary>
    public static JsonObject GetSecretVersion(ProviderSettings settings, JsonObject arguments)
    {
        var (wanted, region, objects) = (
            arguments.Text("secretId") ?? "",
            arguments.Text("region") ?? settings.Region,
            settings.World.Content.Objects
        );
        if (Arn().Match(wanted) is { Success: true } arn && arn.Groups["region"].Value != region)
            throw new Refusal($"ValidationException: Invalid SecretId: {wanted} is in another region than {region}");
        var found = objects.Where(one => one.Type is Secret or Replica && one.Scope == region && IsCalled(one, wanted)).ToList();
        var value = found
            .Select(one => one.Type == Replica ? one.Inputs.Text("secretString") : Current(objects, one.Id))
            .SingleOrDefault(one => one is not null);
        return value is null
            ? throw new Refusal($"couldn't find resource: reading Secrets Manager Secret Version ({wanted}): {Missing}.")
            : new()
            {
                ["arn"] = found[0].Id,
                ["secretId"] = wanted,
                ["secretString"] = value,
            };
    }

    // A name, a whole ARN, or one without its last part; a name's own last six characters pass for that part.
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
    private static bool IsCalled(WorldObject secret, string wanted) =>
        !Arn().IsMatch(wanted) ? secret.Name == wanted : secret.Id == wanted || (!ArnEnd().IsMatch(wanted) && secret.Id[..^7] == wanted);

    private static bool IsReplicaOf(WorldObject one, string secret) => one.Type == Replica && one.Inputs.Text("primary") == secret;

    private static string? Current(List<WorldObject> objects, string secret) =>
        objects.LastOrDefault(one => one.Type == Version && one.Inputs.Text("secretId") == secret)?.Inputs.Text("secretString");

    private static void Replicate(Call call, string secret, JsonObject inputs, string? newest = null)
    {
        var (objects, name, value) = (call.Content.Objects, inputs.Text("name")!, newest ?? Current(call.Content.Objects, secret));
        objects.RemoveAll(one => IsReplicaOf(one, secret));
        foreach (var replica in inputs.All("replicas"))
        {
            var (region, key) = (replica.Text("region")!, replica.Text("kmsKeyId"));
            if (key is { Length: > 0 } && !objects.Exists(one => one.Type == KmsRules.Key && one.Scope == region && one.IsCalled(key)))
                throw new Refusal($"InvalidParameterException: the KMS key {key} does not exist in {region}, where the replica is");
            objects.Add(
                new()
                {
                    Type = Replica,
                    Scope = region,
                    Id = secret.Replace($":{call.Region}:", $":{region}:", StringComparison.Ordinal),
                    Name = name,
                    Hash = call.Hash,
                    CreatedAt = call.Now,
                    Inputs = new() { ["primary"] = secret, ["secretString"] = value },
                }
            );
        }
    }

    [GeneratedRegex("^arn:aws:secretsmanager:(?<region>[a-z0-9-]+):[0-9]{12}:secret:")]
    private static partial Regex Arn();

    [GeneratedRegex("-[a-zA-Z0-9]{6}$")]
    private static partial Regex ArnEnd();
}
