using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Policy;

/// <summary>What AWS encrypts with whose key, and who gets at it.</summary>
internal static class AwsEncryptionPolicies
{
    private const string Bucket = "aws:s3/bucket:Bucket";

    // The property that names the key, by type.
    private static readonly ImmutableDictionary<string, string> KeyOf = new Dictionary<string, string>
    {
        ["aws:secretsmanager/secret:Secret"] = "kmsKeyId",
        ["aws:cloudwatch/logGroup:LogGroup"] = "kmsKeyId",
        ["aws:eks/cluster:Cluster"] = "encryptionConfig.provider.keyArn",
    }.ToImmutableDictionary();

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "own-key",
            "What holds data on AWS is encrypted with the stack's own key.",
            "AWS' keys are everybody's in the account: they can not be withdrawn from one who should no longer read, nor shared with "
                + "another account.",
            "Pass the EncryptionKey to it."
        )
        {
            Breaches = platform =>
                PolicyRule
                    .Each(
                        thing => thing.Inputs.Text(KeyOf[thing.Type]) is { Length: > 0 } ? null : $"{KeyOf[thing.Type]} is not set",
                        [.. KeyOf.Keys]
                    )(platform)
                    .Concat(PolicyRule.Each(Database, "aws:rds/instance:Instance")(platform))
                    .Concat(
                        Buckets(
                            platform,
                            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                            encryption =>
                                encryption
                                    .All("rules.applyServerSideEncryptionByDefault")
                                    .Any(rule => rule.Text("sseAlgorithm") == "aws:kms" && rule.Text("kmsMasterKeyId") is { Length: > 0 }),
                            "no encryption with a key names it"
                        )
                    ),
        },
        new(
            "bucket-tls",
            "A bucket answers over TLS alone.",
            "Images and the credentials in a request travel readable otherwise.",
            "Declare a BucketPolicy that denies what comes with aws:SecureTransport = false."
        )
        {
            Breaches = platform =>
                Buckets(
                    platform,
                    "aws:s3/bucketPolicy:BucketPolicy",
                    policy =>
                        Statements(policy)
                            .Any(statement =>
                                statement.Text("Effect") == "Deny"
                                && statement
                                    .All("Condition.Bool")
                                    .OfType<JsonObject>()
                                    .SelectMany(condition => condition.All("aws:SecureTransport"))
                                    .Any(value => value.GetValue<string>() == "false")
                            ),
                    "no policy that denies plain HTTP names it"
                ),
        },
        new(
            "node-identity",
            "A pod does not get at the identity of its node.",
            "The node may join the cluster and pull images; a pod with a hole in it would too.",
            "Set metadataOptions.httpTokens = required and httpPutResponseHopLimit = 1 in the launch template."
        )
        {
            Breaches = PolicyRule.Each(
                template =>
                    template.Inputs.Text("metadataOptions.httpTokens") == "required"
                    && template.Inputs.Number("metadataOptions.httpPutResponseHopLimit") == 1
                        ? null
                        : "metadataOptions lets a pod ask for the node's credentials",
                "aws:ec2/launchTemplate:LaunchTemplate"
            ),
        },
    ];

    // A restored instance keeps its source's key, and may not name one.
    private static string? Database(RegisteredResource database) =>
        database.Inputs.Text("kmsKeyId") is { Length: > 0 }
        || database.Inputs["restoreToPointInTime"] is not null
        || database.Inputs["snapshotIdentifier"] is not null
            ? null
            : "kmsKeyId is not set";

    private static IEnumerable<Breach> Buckets(RegisteredPlatform platform, string type, Func<JsonObject, bool> does, string what)
    {
        var named = platform
            .Of(type)
            .Where(companion => does(companion.Inputs))
            .Select(companion => companion.Inputs.Text("bucket"))
            .ToHashSet();
        return platform
            .Of(Bucket)
            .Where(bucket => !named.Contains(bucket.Inputs.Text("bucket")))
            .Select(bucket => new Breach(bucket.Name, what));
    }

    private static IEnumerable<JsonNode> Statements(JsonObject inputs) =>
        inputs.Text("policy") is { Length: > 0 } policy ? JsonNode.Parse(policy).All("Statement") : [];
}
