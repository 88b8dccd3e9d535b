using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.SecretsManager;
using Pulumi.Aws.SecretsManager.Inputs;

namespace Infra.Aws;

/// <summary>
/// The second home of every permanent secret: other teams read here what they may, and so does a recovery without the state.
/// </summary>
internal sealed class SecretsManagerHomes : ComponentResource
{
    private const int RecoveryDays = 30;

    /// <summary>Declares a secret and its version for each.</summary>
    /// <param name="scope">Account, names and lifetime.</param>
    /// <param name="key">What encrypts them.</param>
    /// <param name="secrets">The secrets by name.</param>
    /// <param name="copiesKey">What encrypts their replicas, in the region of the copies; null: there are none.</param>
    public SecretsManagerHomes(
        AwsScope scope,
        EncryptionKey key,
        ImmutableSortedDictionary<string, Output<string>> secrets,
        EncryptionKey? copiesKey
    )
        : base("infra:aws:SecretsManagerHomes", "secrets", scope.Component)
    {
        References = secrets.ToImmutableSortedDictionary(pair => pair.Key, pair => Keep(pair.Key, pair.Value));
        RegisterOutputs();

        Output<string> Keep(string name, Output<string> value)
        {
            var durable = scope.Spec.Lifetime.IsDurable;
            var options = scope.Permanent(this);
            if (durable)
            {
                options.Hooks.BeforeUpdate.Add(RefuseToLeaveCopies(name));
            }
            var secret = new Secret(
                $"{name}-secret",
                new()
                {
                    Name = NameOf(scope.Spec.Names, name),
                    KmsKeyId = key.Arn,
                    // A deleted secret's name is burnt for as long; a disposable stack wants it back at once.
                    RecoveryWindowInDays = durable ? RecoveryDays : 0,
                    Replicas = copiesKey is null
                        ? []
                        : [new SecretReplicaArgs { Region = scope.Spec.Copies!.Region, KmsKeyId = copiesKey.Arn }],
                },
                options
            );
            // Kept but not protected: a renewed certificate is a new version, and the old one stays readable.
            new SecretVersion(
                $"{name}-secret-version",
                new() { SecretId = secret.Id, SecretString = value },
                new() { Parent = this, RetainOnDelete = durable }
            );
            return secret.Arn;
        }
    }

    /// <summary>Each secret's ARN, by the secret's name.</summary>
    public ImmutableSortedDictionary<string, Output<string>> References { get; }

    /// <summary>The name of a stack's secret.</summary>
    /// <param name="names">The stack's names.</param>
    /// <param name="secret">The secret's name.</param>
    public static string NameOf(PhysicalNames names, string secret) => $"{names.Prefix}/{secret}";

    // Runs before a secret is updated, in preview too. Where a secret's replica leaves a region, every other copy there leaves the program,
    // which keeps them: half of the stack would be copied to one region and half of it to another, or to none.
    private static ResourceHook RefuseToLeaveCopies(string name) =>
        new(
            $"{name}-keeps-its-copies",
            async (args, _) =>
            {
                var (stands, wanted) = (
                    Regions(await PropertyValue.PlainAsync(args.OldInputs)),
                    Regions(await PropertyValue.PlainAsync(args.NewInputs))
                );
                if (stands.Except(wanted).FirstOrDefault() is { } left)
                {
                    throw new InvalidOperationException(
                        $"The copies are in {left}, and infra:copies.region says {wanted.FirstOrDefault("nothing")}. Copies do not move, "
                            + "and what is copied is not left behind. Nothing was changed: write "
                            + $"infra:copies: {{ region: {left} }}. A stack whose copies are elsewhere is another "
                            + "stack, whose database can be restored from this one's backup."
                    );
                }
            },
            new() { OnDryRun = true }
        );

    private static ImmutableArray<string> Regions(IReadOnlyDictionary<string, object?> secret) =>
        [
            .. (secret.GetValueOrDefault("replicas") as IEnumerable<object?> ?? [])
                .OfType<IReadOnlyDictionary<string, object?>>()
                .Select(replica => replica.GetValueOrDefault("region"))
                .OfType<string>(),
        ];
}
