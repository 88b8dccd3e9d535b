using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Sql;
using Pulumi.Gcp.Sql.Inputs;

namespace Infra.Gcp;

/// <summary>The Cloud SQL instance of the active generation. Earlier ones have left the program and stay in the cloud.</summary>
public sealed class CloudSqlPostgres : ComponentResource
{
    private const int Port = 5432;

    // The built-in administrator, whose database exists under the same name.
    private const string AdminUser = "postgres";

    private readonly Output<string> _password;
    private readonly User _user;

    /// <summary>Declares the instance and its user.</summary>
    public CloudSqlPostgres(GcpScope scope, GcpNetwork network, Output<string> password)
        : base("infra:gcp:CloudSqlPostgres", "postgres", scope.Component)
    {
        ArgumentNullException.ThrowIfNull(network);
        _password = password;
        var spec = scope.Spec;
        var database = spec.Database;
        var durable = spec.Lifetime.IsDurable;
        Births = new BirthRecords(spec, new[] { (Resource)network.PrivateServices }, new() { Parent = this });

        var options = spec.Lifetime.DatabaseGeneration(new()
        {
            Parent = this,
            // The peering must stand first, and nothing in the arguments says so.
            DependsOn = { network.PrivateServices, Births.Active },
            // A clone block on a living instance does nothing, and a restore context overwrites it in place.
            // https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
            IgnoreChanges = { "clone", "restoreBackupContext", "backupdrBackup", "pointInTimeRestoreContext", "settings.diskSize", "name" },
            AdditionalSecretOutputs = { "rootPassword" },
        });
        options.Hooks.BeforeCreate.Add(Births.Guard);
        var args = new DatabaseInstanceArgs
        {
            Name = Births.Name,
            Project = scope.Cloud.Project,
            Region = scope.Cloud.Region,
            DatabaseVersion = $"POSTGRES_{database.PostgresVersion}",
            // Holds back this provider; DeletionProtectionEnabled below holds back everybody.
            DeletionProtection = durable,
            Settings = new DatabaseInstanceSettingsArgs
            {
                // Written out: from Postgres 16 on the default is Enterprise Plus, with other machine types.
                Edition = "ENTERPRISE",
                Tier = database.MachineType,
                AvailabilityType = database.HighAvailability ? "REGIONAL" : "ZONAL",
                DiskType = "PD_SSD",
                // A clone is as large as its source, which has grown; and no disk shrinks.
                DiskSize = CloudSqlRestore.IsClone(database.Restore) ? null : (Input<int>)database.StorageGiB,
                DiskAutoresize = true,
                DeletionProtectionEnabled = durable,
                RetainBackupsOnDelete = durable,
                FinalBackupConfig = durable
                    ? new DatabaseInstanceSettingsFinalBackupConfigArgs { Enabled = true, RetentionDays = database.Backup.RetentionDays }
                    : new DatabaseInstanceSettingsFinalBackupConfigArgs { Enabled = false },
                IpConfiguration = new DatabaseInstanceSettingsIpConfigurationArgs
                {
                    Ipv4Enabled = false,
                    PrivateNetwork = network.Network.Id,
                    SslMode = "ENCRYPTED_ONLY",
                },
                BackupConfiguration = new DatabaseInstanceSettingsBackupConfigurationArgs
                {
                    Enabled = true,
                    StartTime = database.Backup.Time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                    PointInTimeRecoveryEnabled = true,
                    TransactionLogRetentionDays = database.Backup.PointInTimeDays,
                    BackupRetentionSettings = new DatabaseInstanceSettingsBackupConfigurationBackupRetentionSettingsArgs
                    {
                        RetainedBackups = Math.Max(database.Backup.RetentionDays, database.Backup.PointInTimeDays + 1),
                        RetentionUnit = "COUNT",
                    },
                },
            },
        };
        CloudSqlRestore.Add(args, database.Restore, Births.Previous);
        CloudSqlRestore.Add(options, database.Restore, Births.Previous, scope.Cloud.Project);
        Instance = new DatabaseInstance($"database-g{database.Generation}", args, options);

        // Created anew in every generation: on a user that came with the backup this resets the password.
        _user = new User($"database-user-g{database.Generation}", new()
        {
            Name = AdminUser,
            Project = scope.Cloud.Project,
            Instance = Instance.Name,
            Password = password,
            DeletionPolicy = "ABANDON",
        }, new() { Parent = this, DeletedWith = Instance, RetainOnDelete = durable });
        RegisterOutputs();
    }

    /// <summary>The instance.</summary>
    public DatabaseInstance Instance { get; }

    /// <summary>The lineage and the guard.</summary>
    public BirthRecords Births { get; }

    /// <summary>What the platform gets.</summary>
    public PostgresAccess Access(string host, ImmutableArray<Resource> ready) => new()
    {
        Host = host,
        Port = Port,
        User = AdminUser,
        Password = _password,
        Instance = Instance.Name,
        Ready = [_user, .. ready],
    };
}
