using Pulumi;
using Pulumi.Gcp.Kms;

namespace Infra.Gcp;

/// <summary>A key, and the grant by which one service uses it.</summary>
/// <param name="Id">The key's resource name.</param>
/// <param name="Grant">What must stand before the service can use it.</param>
internal sealed record KeyUse(Output<string> Id, Resource Grant);

/// <summary>
/// The keys that encrypt the database, the cluster's secrets and the registry's bucket. Google never deletes a key ring or a
/// key, and never makes a second one of the same name; so both are only ever forgotten, and the configuration can name a key
/// that is there already.
/// </summary>
internal sealed class PlatformKeys : ComponentResource
{
    private const string EncryptAndDecrypt = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
    private const string EveryNinetyDays = "7776000s";
    private const string ThirtyDays = "2592000s";
    private readonly GcpScope _scope;
    private readonly Resource _kms;

    /// <summary>Declares the keys and who uses them.</summary>
    public PlatformKeys(GcpScope scope, ProjectServices services, ServiceAgents agents)
        : base("infra:gcp:PlatformKeys", "keys", scope.Component)
    {
        (_scope, _kms) = (scope, services.Kms);
        var cloud = scope.Cloud;
        var platform = cloud.Key is { } existing ? Output.Create(existing) : Declare("platform", cloud.Region);
        var registry =
            cloud.RegistryKey is { } other ? Output.Create(other)
            : cloud.Registry.KeyLocation == cloud.Region ? platform
            : Declare("registry", cloud.Registry.KeyLocation);
        Database = Use("database", platform, agents.CloudSql);
        Cluster = Use("cluster", platform, agents.Gke);
        Registry = Use("registry", registry, agents.Storage, agents.StorageIdentity);
        RegisterOutputs();
    }

    /// <summary>The database's key.</summary>
    public KeyUse Database { get; }

    /// <summary>The key of the cluster's secrets.</summary>
    public KeyUse Cluster { get; }

    /// <summary>The bucket's key, which must be where the bucket is.</summary>
    public KeyUse Registry { get; }

    private Output<string> Declare(string name, string location)
    {
        var ring = new KeyRing(
            $"{name}-key-ring",
            new()
            {
                Name = _scope.Spec.Names.Permanent("keys"),
                Project = _scope.Cloud.Project,
                Location = location,
            },
            _scope.Permanent(this, _kms)
        );
        var key = new CryptoKey(
            $"{name}-key",
            new()
            {
                Name = name,
                KeyRing = ring.Id,
                Purpose = "ENCRYPT_DECRYPT",
                RotationPeriod = EveryNinetyDays,
                // A version that somebody destroys can be brought back this long.
                DestroyScheduledDuration = ThirtyDays,
                // A delete would destroy every version, and the name would be no good to anybody any more.
                DeletionPolicy = "ABANDON",
            },
            _scope.Permanent(this)
        );
        if (!_scope.Spec.Lifetime.IsDurable)
        {
            var line = name == "platform" ? "key" : "registryKey";
            Log.Info(
                $"Google never deletes a key: this one outlives pulumi destroy. The next stack with the prefix {_scope.Spec.Names.Prefix} "
                    + $"says infra:gcp.{line}: {_scope.Cloud.OwnKey(_scope.Spec.Names, location, name)}",
                key
            );
        }
        return key.Id;
    }

    // Kept with the data: a database that left the program is still read through its agent's grant.
    private KeyUse Use(string what, Output<string> key, Output<string> agent, params Resource[] dependsOn) =>
        new(
            key,
            new CryptoKeyIAMMember(
                $"{what}-key-use",
                new()
                {
                    CryptoKeyId = key,
                    Role = EncryptAndDecrypt,
                    Member = agent,
                },
                _scope.Permanent(this, [_kms, .. dependsOn])
            )
        );
}
