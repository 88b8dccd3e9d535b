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
                scope.Permanent(this)
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
}
