using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Policy;

/// <summary>Everything that holds data or identity, by its type and, where one type holds many things, by its name.</summary>
internal static partial class Holdings
{
    private const string Secret = "another system that uses it, or a recovery without the state, no longer finds it there";
    private const string Rows = "every user, deployment, connection, variable and run that it holds, up to its last backup";
    private const string Objects = "every image in it with all old versions; only what is built and deployed again comes back";
    private const string Sets =
        "every deployment's secrets, service accounts and Helm records that were kept; after the loss of a cluster its deployments are "
        + "installed anew";
    private const string Names = "every name in it; a zone made anew has other name servers";
    private const string Encrypted = "whatever was encrypted with it, backups and old objects too, can not be read by anybody";

    private static readonly ImmutableDictionary<string, Holding> ByType = new Dictionary<string, Holding>
    {
        ["aws:rds/instance:Instance"] = new("database", Rows, Lifetime.DatabaseGeneration),
        ["gcp:sql/databaseInstance:DatabaseInstance"] = new("database", Rows, Lifetime.DatabaseGeneration),
        ["aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication"] = new(
            "copy of the database",
            "whatever a lost region takes: the database has no copy in another one",
            Lifetime.DatabaseGeneration
        ),
        ["gcp:sql/user:User"] = new("database user", "the login of the platform; the user's tables stay", Lifetime.DatabaseGeneration),
        ["aws:s3/bucket:Bucket"] = new("bucket", Objects, Lifetime.Permanent),
        ["gcp:storage/bucket:Bucket"] = new("bucket", Objects, Lifetime.Permanent),
        ["aws:s3/bucketVersioning:BucketVersioning"] = new(
            "versioning of a bucket",
            "the way back from a deleted or overwritten object",
            Lifetime.Permanent
        ),
        ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"] = new(
            "copying of a bucket",
            "whatever is written from then on, when a lost region takes the bucket: it has no copy in another one",
            Lifetime.Permanent
        ),
        ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"] = new(
            "lock of a bucket",
            "what keeps whoever may delete objects from deleting the copies that are made from then on",
            Lifetime.Permanent
        ),
        ["aws:kms/key:Key"] = new("encryption key", Encrypted, Lifetime.Permanent),
        ["gcp:kms/keyRing:KeyRing"] = new("key ring", Encrypted, Lifetime.Permanent),
        ["gcp:kms/cryptoKey:CryptoKey"] = new("encryption key", Encrypted, Lifetime.Permanent),
        ["aws:secretsmanager/secret:Secret"] = new("secret in the vault", Secret, Lifetime.Permanent),
        ["gcp:secretmanager/secret:Secret"] = new("secret in the vault", Secret, Lifetime.Permanent),
        ["aws:route53/zone:Zone"] = new("DNS zone", Names, Lifetime.Permanent),
        ["gcp:dns/managedZone:ManagedZone"] = new("DNS zone", Names, Lifetime.Permanent),
        ["random:index/randomPassword:RandomPassword"] = InState(
            "password",
            "whatever logs in with it is locked out until it is told the new one"
        ),
        ["random:index/randomBytes:RandomBytes"] = InState("key", Encrypted),
        ["pulumi:index:Stash"] = InState(
            "identities of a database generation",
            "no deployment can decrypt its connections and variables, and all users log in again"
        ),
        ["random:index/randomUuid:RandomUuid"] = InState("identifier", "whatever was registered under it no longer knows the platform"),
        ["random:index/randomId:RandomId"] = InState("identifier", "whatever was registered under it no longer knows the platform"),
        ["tls:index/privateKey:PrivateKey"] = InState(
            "signing key",
            "every token and certificate signed with it is refused; all users log in again"
        ),
        ["aws:eks/cluster:Cluster"] = new("cluster", "metrics and task logs on its disks", Lifetime.ClusterGeneration),
        ["gcp:container/cluster:Cluster"] = new("cluster", "metrics and task logs on its disks", Lifetime.ClusterGeneration),
    }.ToImmutableDictionary();

    private static readonly Holding Birth = InState(
        "birth record",
        "what its database was born from, and the guard against making that database anew, empty"
    );

    private static readonly Holding Claim = new(
        "claim of the stack",
        "the stop of an up that has lost its state, before it makes anything a second time",
        Lifetime.Permanent
    );

    private static readonly Holding Origin = InState(
        "record of the stack's origin",
        "what stops a configuration that is another platform's, before anything is changed"
    );

    private static readonly Holding Escrow = new("bucket", Sets, Lifetime.Permanent);

    private static readonly Holding TaskLogs = new("bucket", "every task log that was kept in it", Lifetime.Permanent);

    private static readonly Holding Copy = new(
        "copy of a bucket",
        "the copies of what it was copied from, which is left when its region is lost",
        Lifetime.Permanent
    );

    private static readonly Holding Fernet = InState(
        "fernet key",
        "no deployment can decrypt its connections and variables, in a restored database either"
    );

    /// <summary>What a resource holds; null where it can be made again.</summary>
    /// <param name="type">Type token.</param>
    /// <param name="name">Logical name.</param>
    public static Holding? Of(string type, string name) =>
        (type, name) switch
        {
            ("random:index/randomId:RandomId", var birth) when BirthRecord().IsMatch(birth) => Birth,
            ("random:index/randomBytes:RandomBytes", "fernet-key") => Fernet,
            ("pulumi:index:Stash", "stack-origin") => Origin,
            ("aws:ssm/parameter:Parameter" or "gcp:secretmanager/secret:Secret", "stack-claim") => Claim,
            ("aws:s3/bucket:Bucket" or "gcp:storage/bucket:Bucket", "escrow-bucket") => Escrow,
            ("aws:s3/bucket:Bucket" or "gcp:storage/bucket:Bucket", "task-logs-bucket") => TaskLogs,
            ("aws:s3/bucket:Bucket", var copy) when copy.StartsWith("copies-", StringComparison.Ordinal) => Copy,
            _ => ByType.GetValueOrDefault(type),
        };

    private static Holding InState(string noun, string loss) => new(noun, loss, Lifetime.Permanent) { InStateAlone = true };

    [GeneratedRegex(@"^database-g\d+-birth$")]
    private static partial Regex BirthRecord();
}
