using System.Collections.Immutable;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether every key that data is encrypted with can be used, and none is on its way out.</summary>
internal static class KeysCheck
{
    // Where the state names the key that something is encrypted with.
    private static readonly (string Type, string Path)[] GoogleUses =
    [
        ("gcp:sql/databaseInstance:DatabaseInstance", "encryptionKeyName"),
        ("gcp:storage/bucket:Bucket", "encryption.defaultKmsKeyName"),
        ("gcp:container/cluster:Cluster", "databaseEncryption.keyName"),
    ];

    public static Check Check { get; } =
        new("keys", "Database, backups and images are there and nobody can decrypt them.", stack =>
            stack.Config.Cloud.Match(_ => OnGoogleAsync(stack), _ => OnAwsAsync(stack))
        );

    private static async Task<ImmutableArray<Finding>> OnAwsAsync(CheckedStack stack)
    {
        var state = await stack.StateAsync();
        var keys = state
            .Of("aws:kms/key:Key")
            .Select(key => key.Outputs.Text("arn"))
            .Concat(state.Of("aws:rds/instance:Instance").Select(instance => instance.Outputs.Text("kmsKeyId")))
            .OfType<string>()
            .Distinct();
        return Together(
            await Task.WhenAll(
                keys.Select(async key =>
                {
                    // The key of the copies is in their region.
                    var region = key.Split(':') is [_, _, _, var place, ..] ? place : stack.Config.Cloud.Region;
                    var about = await stack.AskAsync("aws", "kms", "describe-key", "--key-id", key, "--region", region);
                    return about.Text("KeyMetadata.KeyState") switch
                    {
                        "Enabled" => Finding.Ok($"{key} is enabled"),
                        "PendingDeletion" => Finding.Fault(
                            $"{key} is deleted on {about.Text("KeyMetadata.DeletionDate")}",
                            $"aws kms cancel-key-deletion --region {region} --key-id {key} && aws kms enable-key --region {region} "
                                + $"--key-id {key}"
                        ),
                        var other => Finding.Fault(
                            $"{key} is {other ?? "in no state that is known"}",
                            $"aws kms enable-key --region {region} --key-id {key}"
                        ),
                    };
                })
            )
        );
    }

    private static async Task<ImmutableArray<Finding>> OnGoogleAsync(CheckedStack stack)
    {
        var state = await stack.StateAsync();
        var keys = GoogleUses
            .SelectMany(use => state.Of(use.Type).Select(thing => thing.Outputs.Text(use.Path)))
            .Concat(state.Of("gcp:kms/cryptoKey:CryptoKey").Select(key => key.Id))
            .OfType<string>()
            .Where(key => key.Length > 0)
            .Distinct();
        return Together(await Task.WhenAll(keys.Select(key => OfVersionsAsync(stack, key))));
    }

    // What was written under an older version is read with it for ever.
    private static async Task<Finding> OfVersionsAsync(CheckedStack stack, string key)
    {
        var versions = (await stack.AskAsync("gcloud", "kms", "keys", "versions", "list", "--key", key)).AsArray();
        var bad = versions.FirstOrDefault(version => version.Text("state") is not ("ENABLED" or "PENDING_GENERATION"));
        return (versions.Count, bad?.Text("state")) switch
        {
            (0, _) => Finding.Fault($"{key} has no version", $"gcloud kms keys versions create --key {key} --primary"),
            (_, null) => Finding.Ok($"{key} is enabled, in all its {versions.Count} versions"),
            (_, "DESTROY_SCHEDULED") => Finding.Fault(
                $"{bad.Text("name")} is to be destroyed on {bad.Text("destroyTime")}",
                $"gcloud kms keys versions restore {bad.Text("name")} && gcloud kms keys versions enable {bad.Text("name")}"
            ),
            (_, var other) => Finding.Fault($"{bad.Text("name")} is {other}", $"gcloud kms keys versions enable {bad.Text("name")}"),
        };
    }

    private static ImmutableArray<Finding> Together(Finding[] findings) =>
        findings.Length == 0
            ?
            [
                Finding.Fault(
                    "the state names no key that anything is encrypted with",
                    "pulumi refresh --preview-only, and see what has become of the key"
                ),
            ]
            : [.. findings];
}
