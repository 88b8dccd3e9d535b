using System.Collections.Immutable;
using System.Globalization;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Rds;
using Pulumi.Aws.Rds.Inputs;

namespace Infra.Aws;

/// <summary>The RDS instance of the active generation. Earlier ones have left the program and stay in the cloud.</summary>
internal sealed class RdsPostgres : ComponentResource
{
    // Clients that name no database ask for the one named like the user, and every Postgres has this one.
    public const string AdminUser = "postgres";

    // RDS grows the storage up to here; the bill is for what is used.
    private const int GrowthFactor = 10;

    // What costs nothing.
    private const int InsightDays = 7;
    private const int MonitoringSeconds = 60;

    /// <summary>Declares the instance and what a retained one still leans on.</summary>
    public RdsPostgres(AwsScope scope, AwsNetwork network, EncryptionKey key, DatabaseFence fence, Output<string> password)
        : base("infra:aws:RdsPostgres", "postgres", scope.Component)
    {
        var spec = scope.Spec;
        var database = spec.Database;
        var durable = spec.Lifetime.IsDurable;
        var subnets = new SubnetGroup(
            "database-subnets",
            new()
            {
                Name = spec.Names.Permanent("databases"),
                Description = "Databases of the Astronomer platform",
                SubnetIds = network.PrivateSubnetIds,
            },
            scope.Permanent(this)
        );
        // One for every version, though one is used: a retained database leans on its version's, so that none may leave the program, and
        // none is made when a version is changed on the worst day. A group costs nothing.
        var parameters = Enumerable
            .Range(PostgresMajor.Oldest, PostgresMajor.Newest - PostgresMajor.Oldest + 1)
            .ToDictionary(
                version => version,
                version => new ParameterGroup(
                    $"database-parameters-postgres{version}",
                    new()
                    {
                        Name = spec.Names.Permanent($"postgres{version}"),
                        Description = "Databases of the Astronomer platform",
                        Family = $"postgres{version}",
                        Parameters =
                        {
                            new ParameterGroupParameterArgs { Name = "rds.force_ssl", Value = "1" },
                        },
                    },
                    scope.Permanent(this)
                )
            );
        var monitoring = new ServiceRole(
            scope,
            "database-monitoring-role",
            spec.Names.Permanent("database-monitoring"),
            IamPolicy.Trust("monitoring.rds.amazonaws.com", ["sts:AssumeRole"], scope.Cloud.AccountId),
            () => scope.Permanent(this)
        ).Attach("service-role/AmazonRDSEnhancedMonitoringRole");
        Births = new BirthRecords(
            spec,
            (Resource[])[subnets, .. parameters.Values, fence.Group, .. monitoring.Policies],
            new() { Parent = this }
        );

        var options = spec.Lifetime.DatabaseGeneration(
            new()
            {
                Parent = this,
                DependsOn = { Births.Active },
                // Removing the restore block replaces the instance, and so does a changed snapshot; both would lose the data.
                // https://github.com/hashicorp/terraform-provider-aws/issues/34522
                // An adopted instance keeps the name it came with.
                IgnoreChanges =
                {
                    "restoreToPointInTime",
                    "snapshotIdentifier",
                    "dbName",
                    "username",
                    "kmsKeyId",
                    "allocatedStorage",
                    "identifier",
                },
                HideDiffs = { "latestRestorableTime" },
                AdditionalSecretOutputs = { "password" },
            }
        );
        options.Hooks.BeforeCreate.Add(Births.Guard);
        options.Hooks.BeforeUpdate.Add(PostgresMajor.RefuseLower(database, Births.Name, "engineVersion"));
        options.Hooks.BeforeUpdate.Add(RefuseLessGrowth(database, Births.Name));
        RdsRestore.Adopt(database.Restore, options);
        // A restored instance takes these from its source; a different value would replace it.
        var restored = database.Restore is not null;
        Instance = new Instance(
            $"database-g{database.Generation}",
            new()
            {
                Identifier = Births.Name,
                // Written out in a restore too, or the default groups are taken, which let nobody in or everybody.
                Engine = "postgres",
                EngineVersion = database.PostgresVersion.ToString(CultureInfo.InvariantCulture),
                InstanceClass = database.MachineType,
                DbSubnetGroupName = subnets.Name,
                ParameterGroupName = parameters[database.PostgresVersion].Name,
                // It counts only when the version is raised; the version is the consent.
                AllowMajorVersionUpgrade = true,
                VpcSecurityGroupIds = { fence.Group.Id },
                RestoreToPointInTime = RdsRestore.ToPointInTime(database.Restore, Births.Previous),
                SnapshotIdentifier = RdsRestore.Snapshot(database.Restore),
                Username = restored ? null : (Input<string>)AdminUser,
                AllocatedStorage = restored ? null : (Input<int>)database.StorageGiB,
                MaxAllocatedStorage = database.StorageGiB * GrowthFactor,
                // RDS sets it after a restore too, so the password is the stack's after every birth.
                Password = password,
                Port = PostgresAccess.Port,
                StorageType = "gp3",
                StorageEncrypted = true,
                // A restored instance keeps its source's key.
                KmsKeyId = restored ? null : (Input<string>)key.Arn,
                // Written out, or a restored instance takes the account's default.
                CaCertIdentifier = "rds-ca-rsa2048-g1",
                MultiAz = database.HighAvailability,
                PubliclyAccessible = false,
                BackupRetentionPeriod = Math.Max(database.Backup.RetentionDays, database.Backup.PointInTimeDays),
                BackupWindow = Window(database.Backup.Time),
                MaintenanceWindow = Maintenance(database.Backup.Time),
                PerformanceInsightsEnabled = true,
                PerformanceInsightsKmsKeyId = key.Arn,
                PerformanceInsightsRetentionPeriod = InsightDays,
                MonitoringInterval = MonitoringSeconds,
                MonitoringRoleArn = monitoring.Arn,
                CopyTagsToSnapshot = true,
                DeleteAutomatedBackups = !durable,
                DeletionProtection = durable,
                SkipFinalSnapshot = !durable,
                FinalSnapshotIdentifier = durable ? (Input<string>)$"{Births.Name}-final" : null,
                AutoMinorVersionUpgrade = true,
                ApplyImmediately = true,
            },
            options
        );
        RegisterOutputs();
    }

    /// <summary>The instance.</summary>
    public Instance Instance { get; }

    /// <summary>The lineage and the guard.</summary>
    public BirthRecords Births { get; }

    // Runs before the instance is updated, in preview too. Storage does not shrink, and what is full can not be written to.
    private static ResourceHook RefuseLessGrowth(DatabaseSpec database, string name) =>
        new(
            $"database-g{database.Generation}-may-grow-as-before",
            (args, _) =>
            {
                var (stands, wanted) = (Limit(args.OldInputs), Limit(args.NewInputs));
                return stands is null || wanted is null || wanted >= stands
                    ? Task.CompletedTask
                    : throw new InvalidOperationException(
                        $"{name} may grow to {stands} GiB, and with infra:database.storageGiB: {database.StorageGiB} it might grow to "
                            + $"{wanted} alone. What a living database may grow to is raised and never lowered.\n"
                            + $"Write storageGiB: {stands / GrowthFactor}. The next infra:database.generation takes any size that its rows "
                            + "fit into."
                    );
            },
            new() { OnDryRun = true }
        );

    // A number comes over the wire as a double.
    private static int? Limit(ImmutableDictionary<string, object?>? inputs) =>
        inputs?.GetValueOrDefault("maxAllocatedStorage") is { } limit ? Convert.ToInt32(limit, CultureInfo.InvariantCulture) : null;

    // RDS wants a window; half an hour is the shortest.
    private static string Window(TimeOnly start) =>
        string.Create(CultureInfo.InvariantCulture, $"{start:HH\\:mm}-{start.AddMinutes(30):HH\\:mm}");

    // Sundays, an hour, and two hours after the backup began: the two must not meet. Late backups push it into Monday.
    private static Input<string> Maintenance(TimeOnly backup)
    {
        var start = backup.AddHours(2, out var startDays);
        var end = backup.AddHours(3, out var endDays);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(startDays)}:{start:HH\\:mm}-{Day(endDays)}:{end:HH\\:mm}");

        static string Day(int days) => days == 0 ? "sun" : "mon";
    }
}
