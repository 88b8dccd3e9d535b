using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Sql;

namespace Infra.Gcp;

/// <summary>The Cloud SQL instance of the active generation. Earlier ones have left the program and stay in the cloud.</summary>
internal sealed class CloudSqlPostgres : ComponentResource
{
    // The built-in administrator, whose database exists under the same name.
    public const string AdminUser = "postgres";

    /// <summary>Declares the instance and its user.</summary>
    public CloudSqlPostgres(GcpScope scope, ProjectServices services, PrivateNetwork network, KeyUse key, Output<string> password)
        : base("infra:gcp:CloudSqlPostgres", "postgres", scope.Component)
    {
        var spec = scope.Spec;
        var database = spec.Database;
        // Peering, key and API must stand first, and nothing in the arguments says so.
        Resource[] before = [.. network.PrivateServices, key.Grant, services.Sql];
        Births = new BirthRecords(spec, before, new() { Parent = this });

        var options = spec.Lifetime.DatabaseGeneration(
            new()
            {
                Parent = this,
                DependsOn = (Resource[])[.. before, Births.Active],
                // A clone block on a living instance does nothing, and a restore context overwrites it in place.
                // https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
                // A clone has its source's key.
                IgnoreChanges =
                {
                    "clone",
                    "restoreBackupContext",
                    "backupdrBackup",
                    "pointInTimeRestoreContext",
                    "encryptionKeyName",
                    "settings.diskSize",
                    "name",
                },
                AdditionalSecretOutputs = { "rootPassword" },
            }
        );
        options.Hooks.BeforeCreate.Add(Births.Guard);
        options.Hooks.BeforeUpdate.Add(Births.Completeness);
        options.Hooks.BeforeUpdate.Add(PostgresMajor.RefuseLower(database, Births.Name, "databaseVersion"));
        var args = new DatabaseInstanceArgs
        {
            Name = Births.Name,
            Project = scope.Cloud.Project,
            Region = scope.Cloud.Region,
            DatabaseVersion = $"POSTGRES_{database.PostgresVersion}",
            // A key of Cloud SQL's is in the instance's region, and a backup is encrypted with it wherever it is kept; so what is to
            // outlive the region has none, and Google encrypts it. https://cloud.google.com/sql/docs/postgres/cmek
            EncryptionKeyName = spec.Copies is null ? key.Id : default(Input<string>),
            // Holds back this provider; DeletionProtectionEnabled in the settings holds back everybody.
            DeletionProtection = spec.Lifetime.IsDurable,
            Settings = CloudSqlSettings.For(scope, network),
        };
        CloudSqlRestore.Add(args, database.Restore, Births.Previous);
        CloudSqlRestore.Add(options, database.Restore, Births.Previous);
        Instance = new DatabaseInstance($"database-g{database.Generation}", args, options);

        // Created anew in every generation: on a user that came with the backup this resets the password.
        User = new User(
            $"database-user-g{database.Generation}",
            new()
            {
                Name = AdminUser,
                Project = scope.Cloud.Project,
                Instance = Instance.Name,
                Password = password,
                DeletionPolicy = "ABANDON",
            },
            new()
            {
                Parent = this,
                DeletedWith = Instance,
                RetainOnDelete = spec.Lifetime.IsDurable,
            }
        );
        RegisterOutputs();
    }

    /// <summary>The instance.</summary>
    public DatabaseInstance Instance { get; }

    /// <summary>The administrator, with the stack's password.</summary>
    public User User { get; }

    /// <summary>The lineage and the guard.</summary>
    public BirthRecords Births { get; }
}
