using System.Collections.Immutable;
using Pulumi;
using Pulumi.Gcp.SecretManager;
using Pulumi.Gcp.SecretManager.Inputs;

namespace Infra.Gcp;

/// <summary>
/// The second home of every permanent secret: other teams read here what they may, and so does a recovery without the state.
/// </summary>
internal sealed class SecretManagerHomes : ComponentResource
{
    /// <summary>Declares a secret and its version for each.</summary>
    public SecretManagerHomes(GcpScope scope, ProjectServices services, ImmutableSortedDictionary<string, Output<string>> secrets)
        : base("infra:gcp:SecretManagerHomes", "secrets", scope.Component)
    {
        References = secrets.ToImmutableSortedDictionary(pair => pair.Key, pair => Keep(pair.Key, pair.Value));
        RegisterOutputs();

        Output<string> Keep(string name, Output<string> value)
        {
            var secret = new Secret(
                $"{name}-secret",
                new()
                {
                    SecretId = scope.Spec.Names.Permanent(name),
                    // In every region of Google's: it is read when this one is lost.
                    Replication = new SecretReplicationArgs { Auto = new SecretReplicationAutoArgs() },
                    // A version that somebody destroys can be brought back for 30 days.
                    VersionDestroyTtl = scope.Spec.Lifetime.IsDurable ? "2592000s" : default(Input<string>),
                },
                scope.Permanent(this, services.SecretManager)
            );
            // Kept but not protected: a renewed certificate is a new version, and the old one stays readable.
            new SecretVersion(
                $"{name}-secret-version",
                new() { Secret = secret.Id, SecretData = value },
                new() { Parent = this, RetainOnDelete = scope.Spec.Lifetime.IsDurable }
            );
            return secret.Id;
        }
    }

    /// <summary>Each secret's resource name, by the secret's name.</summary>
    public ImmutableSortedDictionary<string, Output<string>> References { get; }
}
