using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Ready;

namespace Infra.Tests.Engine;

/// <summary>A fault that a test puts into a healthy stack.</summary>
/// <param name="Cloud">Which cloud's stack.</param>
/// <param name="Seed">Puts it there.</param>
/// <param name="Mend">A part of what mends it.</param>
/// <param name="Checks">The checks that tell of it, and no others do.</param>
internal sealed record SeededFault(string Cloud, Action<SeededStack> Seed, string Mend, params string[] Checks)
{
    /// <summary>How it is judged.</summary>
    public Verdict Verdict { get; init; } = Verdict.Fault;
}

/// <summary>Faults that stand in the way of a recovery and that nothing shows until the worst day.</summary>
internal static class SeededFaults
{
    private const string Instance = "astro-prod-db-g1";
    private const string Rds = "aws:rds/instance:Instance";
    private const string Replication = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
    private const string CloudSql = "gcp:sql/databaseInstance:DatabaseInstance";

    public static TheoryData<string> Names => [.. All.Keys];

    public static Dictionary<string, SeededFault> All { get; } =
        new()
        {
            // Who asks, and with what.
            ["aws: another account's credentials"] = new(
                "aws",
                stack =>
                    stack.Answers["aws sts get-caller-identity"] =
                        """{ "Account": "210987654321", "Arn": "arn:aws:iam::210987654321:user/ada" }""",
                "123456789012",
                "account"
            ),
            ["gcp: a project that is being deleted"] = new(
                "gcp",
                stack => stack.World.Withdraw("my-project"),
                "gcloud projects undelete my-project",
                "account"
            ),
            ["aws: an administrator that is gone"] = new(
                "aws",
                stack => stack.World.Withdraw("arn:aws:iam::123456789012:role/deploy"),
                "infra:aws.admins",
                "administrators"
            ),
            ["gcp: one owner left"] = new(
                "gcp",
                stack => stack.World.Withdraw("user:ada@example.com"),
                "add-iam-policy-binding my-project --role roles/container.admin",
                "administrators"
            ),
            ["aws: an engine that is too old"] = new(
                "aws",
                stack => stack.Answers["pulumi version"] = "v3.150.0",
                "https://www.pulumi.com/docs/iac/download-install/",
                "tools"
            ),
            ["aws: the first version of the command line"] = new(
                "aws",
                stack => stack.Answers["aws --version"] = "aws-cli/1.32.0 Python/3.11",
                "getting-started-install",
                "tools"
            ),
            // The state.
            ["aws: an update that was cut off"] = new(
                "aws",
                stack =>
                    stack.State["deployment"]!["pending_operations"] = new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "creating",
                            ["resource"] = new JsonObject { ["urn"] = "urn:pulumi:test::infra::aws:eks/cluster:Cluster::cluster-g2" },
                        }
                    ),
                "make resume STACK=test",
                "state"
            ),
            ["gcp: a stack file of another generation"] = new(
                "gcp",
                stack => stack.Edit(("infra:cluster.generation", "2")),
                "pulumi up --stack test",
                "state",
                "escrow"
            ),
            ["gcp: a state that is lost"] = new(
                "gcp",
                stack => stack.State["deployment"]!["resources"] = new JsonArray(),
                "PREFIX-preview",
                "state",
                "protections",
                "keys",
                "secrets",
                "registry",
                "escrow",
                "names"
            ),
            ["gcp: no copy of the state"] = new(
                "gcp",
                stack => stack.World.DeleteObject("state-copies", "infra/test/2026-03-03T041700Z.json"),
                ".ci/nightly export test",
                "state-copies"
            ),
            ["aws: copies in a place that nobody names"] = new(
                "aws",
                stack => stack.Copies = null,
                "COPIES=s3://",
                "state-copies",
                "drill"
            ),
            ["aws: a bucket that is not protected"] = new(
                "aws",
                stack => stack.Recorded("registry-bucket")["protect"] = false,
                "pulumi state protect --stack test",
                "protections"
            ),
            ["gcp: a database that goes with its line"] = new(
                "gcp",
                stack => stack.Recorded("database-g1")["retainOnDelete"] = false,
                "pulumi up --stack test",
                "protections"
            ),
            ["aws: a delete that takes the backups along"] = new(
                "aws",
                stack => stack.Recorded("database-g1")["outputs"]!["deleteAutomatedBackups"] = true,
                "pulumi up --stack test",
                "protections"
            ),
            ["gcp: no set of the deployments' namespaces"] = new(
                "gcp",
                stack => stack.World.DeleteObject(stack.Escrow, $"{SeededStack.Set(stack.Configuration)}/velero-backup.json"),
                "kubectl -n velero get backups",
                "escrow"
            ),
            ["aws: sets that are written no more"] = new(
                "aws",
                stack => stack.World.Now += TimeSpan.FromHours(3),
                "kubectl -n velero logs deployment/velero",
                "escrow"
            ),
            // The database, in the cloud itself.
            ["aws: deletion protection off in the cloud"] = new(
                "aws",
                stack => stack.World.ChangeByHand(Rds, Instance, "deletionProtection", false),
                $"modify-db-instance --region eu-central-1 --db-instance-identifier {Instance} --deletion-protection",
                "database"
            ),
            ["gcp: deletion protection off in the cloud"] = new(
                "gcp",
                stack => stack.World.ChangeByHand(CloudSql, Instance, "settings.deletionProtectionEnabled", false),
                $"gcloud sql instances patch {Instance} --project my-project --deletion-protection",
                "database"
            ),
            ["gcp: point-in-time recovery off in the cloud"] = new(
                "gcp",
                stack => stack.World.ChangeByHand(CloudSql, Instance, "settings.backupConfiguration.pointInTimeRecoveryEnabled", false),
                "pulumi up --refresh",
                "database"
            ),
            ["gcp: a retention that was shortened"] = new(
                "gcp",
                stack =>
                    stack.World.ChangeByHand(CloudSql, Instance, "settings.backupConfiguration.backupRetentionSettings.retainedBackups", 3),
                "pulumi up --refresh",
                "database"
            ),
            ["aws: a standby that was taken away"] = new(
                "aws",
                stack => stack.World.ChangeByHand(Rds, Instance, "multiAz", false),
                "pulumi up --refresh",
                "database"
            ),
            ["gcp: a database that is down"] = new(
                "gcp",
                stack => stack.World.Database(Instance).Reachable = false,
                "make plan STACK=test LOSS=instance",
                "database"
            ),
            ["aws: a log that is shipped no more"] = new("aws", StallLog, "describe-events", "restore-window", "copies"),
            ["gcp: a log that is shipped no more"] = new(
                "gcp",
                StallLog,
                $"gcloud sql operations list --instance {Instance}",
                "restore-window"
            ),
            ["gcp: no backup since the day before yesterday"] = new(
                "gcp",
                stack => WaitTwoDays(stack),
                $"gcloud sql backups create --instance {Instance}",
                "backup",
                "escrow"
            ),
            ["aws: no backup at all"] = new(
                "aws",
                stack => stack.World.Locked(() => stack.World.Content.Backups.Clear()),
                "aws rds create-db-snapshot",
                "backup"
            ),
            // The copies in another region.
            ["aws: a database that nobody copies"] = new(
                "aws",
                stack => stack.World.Locked(() => stack.World.Content.Databases[0].Replicas.Clear()),
                "pulumi up --refresh --stack test",
                "copies"
            ),
            ["gcp: a backup that lies where nobody asked"] = new(
                "gcp",
                stack => stack.World.Locked(() => stack.World.Content.Backups[^1].Traits["backupLocation"] = "eu"),
                "--location europe-west4",
                "copies"
            ),
            ["gcp: a database that only a key of its region opens"] = new(
                "gcp",
                stack =>
                    stack.World.Locked(() =>
                        stack.World.Content.Databases[0].Traits["encryptionKeyName"] =
                            "projects/my-project/locations/europe-west1/keyRings/astro-prod-keys/cryptoKeys/platform"
                    ),
                "infra:database: { generation: 2, restore: { backup: ",
                "copies"
            ),
            ["aws: images that nobody copies"] = new(
                "aws",
                stack => stack.World.Lose(Replication, "astro-prod-registry-123456789012"),
                "pulumi up --refresh --stack test",
                "copies"
            ),
            ["aws: a copy that was switched off"] = new(
                "aws",
                stack => stack.World.ChangeByHand(Replication, "astro-prod-escrow-123456789012", "rules[0].status", "Disabled"),
                "pulumi up --refresh --stack test",
                "copies"
            ),
            ["aws: a copy that takes deletions over"] = new(
                "aws",
                stack =>
                    stack.World.ChangeByHand(
                        Replication,
                        "astro-prod-registry-123456789012",
                        "rules[0].deleteMarkerReplication.status",
                        "Enabled"
                    ),
                "pulumi up --refresh --stack test",
                "copies"
            ),
            ["aws: an image that could not be copied"] = new(
                "aws",
                stack =>
                {
                    stack.World.ChangeByHand(
                        "aws:s3/bucketVersioning:BucketVersioning",
                        "astro-prod-copies-registry-eu-west-1-123456789012",
                        "versioningConfiguration.status",
                        "Suspended"
                    );
                    stack.World.Put("astro-prod-registry-123456789012", "docker/registry/v2/blobs/one");
                    stack.World.Now = stack.World.Now.AddMinutes(5);
                },
                "aws s3 sync s3://astro-prod-registry-123456789012 s3://astro-prod-copies-registry-eu-west-1-123456789012 "
                    + "--source-region eu-central-1 --region eu-west-1",
                "copies"
            ),
            ["aws: a lock that nobody has put"] = new(
                "aws",
                stack => stack.Edit(("infra:copies.lock", "\"governance\"")),
                "pulumi up --refresh --stack test",
                "copies"
            ),
            ["aws: a key of the copies that was disabled"] = new(
                "aws",
                stack => stack.World.ChangeByHand("aws:kms/key:Key", Key(stack, "eu-west-1"), "isEnabled", false),
                "aws kms enable-key --region eu-west-1",
                "keys"
            ),
            ["aws: no copies"] = new("aws", stack => stack.Edit(("infra:copies", null)), "infra:copies: { region: eu-west-1 }", "copies")
            {
                Verdict = Verdict.Warning,
            },
            // What makes it usable.
            ["aws: a key that is about to be deleted"] = new(
                "aws",
                stack => stack.World.ChangeByHand("aws:kms/key:Key", Key(stack), "deletionDate", "2026-03-20T00:00:00+00:00"),
                "aws kms cancel-key-deletion",
                "keys"
            ),
            ["aws: a key that was disabled"] = new(
                "aws",
                stack => stack.World.ChangeByHand("aws:kms/key:Key", Key(stack), "isEnabled", false),
                "aws kms enable-key",
                "keys"
            ),
            ["gcp: a version of the key that is to be destroyed"] = new(
                "gcp",
                stack => stack.World.ChangeByHand("gcp:kms/cryptoKey:CryptoKey", "platform", "versionState", "DESTROY_SCHEDULED"),
                "gcloud kms keys versions restore",
                "keys"
            ),
            ["aws: a secret that is about to be deleted"] = new(
                "aws",
                stack =>
                    stack.World.ChangeByHand(
                        "aws:secretsmanager/secret:Secret",
                        "astro-prod/fernet-key",
                        "deletedDate",
                        "2026-03-20T00:00:00+00:00"
                    ),
                "restore-secret --region eu-central-1 --secret-id astro-prod/fernet-key",
                "secrets"
            ),
            ["gcp: the fernet key's version disabled"] = new(
                "gcp",
                stack =>
                    stack.World.ChangeByHand(
                        "gcp:secretmanager/secretVersion:SecretVersion",
                        stack
                            .World.List("gcp:secretmanager/secretVersion:SecretVersion")
                            .Last(one => one.Id.Contains("astro-prod-fernet-key", StringComparison.Ordinal))
                            .Id,
                        "enabled",
                        false
                    ),
                "versions enable 1 --secret astro-prod-fernet-key",
                "secrets"
            ),
            ["gcp: a secret that is gone"] = new(
                "gcp",
                stack =>
                    stack.World.Lose(
                        "gcp:secretmanager/secret:Secret",
                        stack.World.List("gcp:secretmanager/secret:Secret").First(one => one.Name != "astro-prod-fernet-key").Name
                    ),
                "pulumi refresh --stack test",
                "secrets"
            ),
            ["aws: versions of the images switched off"] = new(
                "aws",
                stack =>
                    stack.World.ChangeByHand(
                        "aws:s3/bucketVersioning:BucketVersioning",
                        "astro-prod-registry-123456789012",
                        "versioningConfiguration.status",
                        "Suspended"
                    ),
                "put-bucket-versioning",
                "registry"
            ),
            ["gcp: deleted images kept for a day"] = new(
                "gcp",
                stack =>
                    stack.World.ChangeByHand(
                        "gcp:storage/bucket:Bucket",
                        "astro-prod-registry-my-project",
                        "softDeletePolicy.retentionDurationSeconds",
                        86400
                    ),
                "--soft-delete-duration=30d",
                "registry"
            ),
            // What makes it anew.
            ["aws: Kubernetes off offer"] = new(
                "aws",
                stack => stack.World.Withdraw("1.34"),
                "infra:cluster.kubernetesVersion: \"1.35\"",
                "kubernetes"
            ),
            ["gcp: no newer Kubernetes that the chart takes"] = new(
                "gcp",
                stack => stack.World.Withdraw("1.35"),
                "docs/upgrades.md",
                "kubernetes"
            )
            {
                Verdict = Verdict.Warning,
            },
            ["aws: an add-on off offer"] = new(
                "aws",
                stack => stack.World.Withdraw("v1.13.2-eksbuild.11"),
                "infra:aws.addOnVersions: { coredns: \"v1.12.4-eksbuild.1\" }",
                "add-ons"
            ),
            ["aws: machines off offer in a zone"] = new(
                "aws",
                stack => stack.World.Withdraw("m6i.2xlarge in eu-central-1b"),
                "infra:cluster.platform.machineType",
                "machines"
            ),
            ["aws: the database's machine off offer"] = new(
                "aws",
                stack => stack.World.Withdraw("db.m6g.xlarge"),
                "infra:database.machineType",
                "machines"
            ),
            ["gcp: a zone that is down"] = new(
                "gcp",
                stack => stack.World.LoseZone("europe-west1-d"),
                "make plan STACK=test LOSS=zone",
                "machines"
            ),
            ["aws: too few elastic addresses"] = new(
                "aws",
                stack => stack.World.SetQuota("L-0263D0A3", 6),
                "--quota-code L-0263D0A3 --desired-value 9",
                "quotas"
            ),
            ["aws: processors for one cluster alone"] = new(
                "aws",
                stack => stack.World.SetQuota("L-1216C47A", 300),
                "--quota-code L-1216C47A --desired-value 576",
                "quotas"
            ),
            ["gcp: processors for one cluster and a half"] = new(
                "gcp",
                stack => stack.World.SetQuota("N2_CPUS", 400),
                "ask for more N2_CPUS in europe-west1",
                "quotas"
            )
            {
                Verdict = Verdict.Warning,
            },
            ["gcp: a chart that is withdrawn"] = new(
                "gcp",
                stack => stack.World.Withdraw("astronomer 2.1.0"),
                "infra:chart.repository",
                "chart"
            ),
            ["aws: a registry that does not answer"] = new(
                "aws",
                stack => stack.World.Withdraw("https://quay.io"),
                "PREFIX-preview",
                "chart"
            ),
            ["aws: a certificate that ends in a week"] = new(
                "aws",
                stack => CertificateUntil(stack, stack.World.Now.AddDays(7)),
                "infra:tls.certificate < chain.pem",
                "certificate"
            )
            {
                Verdict = Verdict.Warning,
            },
            ["gcp: a certificate that has ended"] = new(
                "gcp",
                stack => CertificateUntil(stack, stack.World.Now.AddDays(-1)),
                "infra:tls.certificate < chain.pem",
                "certificate"
            ),
            ["gcp: names that lead nowhere"] = new(
                "gcp",
                stack => stack.World.Withdraw("the address of app.astro.example.com"),
                "pulumi stack output --stack test ingressAddresses",
                "names"
            )
            {
                Verdict = Verdict.Warning,
            },
            ["aws: a zone that nobody asks"] = new(
                "aws",
                stack =>
                {
                    PublicZone(stack, "aws:route53/zone:Zone", "Z0123456789ABC");
                    stack.World.Withdraw("the delegation of example.com");
                },
                "the registrar of example.com",
                "names"
            ),
            // What was tried.
            ["gcp: a drill that has failed"] = new(
                "gcp",
                stack => stack.World.Put("state-copies", "infra/test/drills/2026-03-01T053700Z-failed.json"),
                "make drill STACK=test",
                "drill"
            ),
            ["aws: a drill that is overdue"] = new(
                "aws",
                stack => Drilled(stack, "2026-02-21T053700Z-passed"),
                "make drill STACK=test COPIES=s3://state-copies/infra",
                "drill"
            ),
            ["aws: a restore that was never tried"] = new("aws", stack => Drilled(stack, null), "make drill STACK=test", "drill")
            {
                Verdict = Verdict.Warning,
            },
            // Nobody can say.
            ["aws: a service that may not be asked"] = new("aws", stack => stack.World.Silence("aws kms"), "PREFIX-preview", "keys"),
            ["gcp: an answer that is no JSON"] = new(
                "gcp",
                stack => stack.Answers["gcloud compute regions describe"] = "Listed 0 items.",
                "PREFIX-preview",
                "quotas"
            ),
        };

    private static string Key(SeededStack stack, string region = "eu-central-1") =>
        stack.World.List("aws:kms/key:Key").Single(key => key.Scope == region).Id;

    private static void Drilled(SeededStack stack, string? name)
    {
        stack.World.DeleteObject("state-copies", "infra/test/drills/2026-02-28T053700Z-passed.json");
        if (name is not null)
        {
            stack.World.Put("state-copies", $"infra/test/drills/{name}.json");
        }
    }

    private static void StallLog(SeededStack stack)
    {
        stack.World.StallLog(Instance);
        stack.World.Now = stack.World.Now.AddHours(2);
    }

    private static void WaitTwoDays(SeededStack stack)
    {
        stack.World.Now = stack.World.Now.AddDays(2);
        stack.World.Put("state-copies", "infra/test/2026-03-05T041700Z.json");
    }

    private static void PublicZone(SeededStack stack, string type, string id)
    {
        stack.World.Place(type, stack.Cloud, id);
        stack.Edit(("infra:publicZone", $"\"{id}\""));
    }

    private static void CertificateUntil(SeededStack stack, DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=astro.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("astro.example.com");
        names.AddDnsName("*.astro.example.com");
        request.CertificateExtensions.Add(names.Build());
        stack.Edit(
            ("infra:tls.certificate", JsonSerializer.Serialize(request.CreateSelfSigned(end.AddYears(-1), end).ExportCertificatePem())),
            ("infra:tls.key", JsonSerializer.Serialize(new { secure = key.ExportPkcs8PrivateKeyPem() }))
        );
    }
}
