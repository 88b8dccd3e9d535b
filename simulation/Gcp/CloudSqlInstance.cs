using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// A Cloud SQL instance: born empty, as a clone or from a backup; deaf to a clone block later, and overwritten in
/// place by a backup block later.
/// </summary>
internal static class CloudSqlInstance
{
    public const string Type = "gcp:sql/databaseInstance:DatabaseInstance";

    public static Rule Rule { get; } =
        new(Type)
        {
            Name = "name",
            Id = "{name}",
            Key = "{project}/{name}",
            Taken =
                "googleapi: Error 409: The Cloud SQL instance already exists. The name {name} is in use, or was within the last week., "
                + "instanceAlreadyExists",
            ForceNew = ["name", "region", "project", "encryptionKeyName", "settings.collation"],
            Burns = static _ => TimeSpan.FromDays(7),
            Needs =
            [
                new(
                    "settings.ipConfiguration.privateNetwork",
                    "gcp:compute/network:Network",
                    "googleapi: Error 400: Invalid request: network {0} does not exist., invalid"
                ),
                new(
                    "encryptionKeyName",
                    "gcp:kms/cryptoKey:CryptoKey",
                    "googleapi: Error 400: Invalid request: the key {0} does not exist., invalid"
                ),
                new(
                    "settings.ipConfiguration.allocatedIpRange",
                    "gcp:compute/globalAddress:GlobalAddress",
                    "googleapi: Error 400: Invalid request: the allocated range {0} does not exist., invalid"
                ),
            ],
            Protections = new()
            {
                ["settings.deletionProtectionEnabled"] =
                    "googleapi: Error 400: The instance is protected. Please disable the deletion protection and try again., invalid",
            },
            Takes = [new(CloudSqlUsers.Type, "instance"), new(CloudSqlUsers.Database, "instance")],
            Outputs = new()
            {
                ["connectionName"] = "{project}:{region}:{name}",
                ["selfLink"] = "https://sqladmin.googleapis.com/sql/v1beta4/projects/{project}/instances/{name}",
                ["privateIpAddress"] = "{privateIp}",
                ["firstIpAddress"] = "{privateIp}",
                ["publicIpAddress"] = "",
                ["dnsName"] = "{hash8}.{region}.sql.goog.",
                ["serverCaCerts[0].cert"] = "{certificate}",
                ["serviceAccountEmailAddress"] = "p{number}@gcp-sa-cloud-sql.iam.gserviceaccount.com",
                ["ipAddresses[0].ipAddress"] = "{privateIp}",
                ["ipAddresses[0].type"] = "PRIVATE",
                ["instanceType"] = "CLOUD_SQL_INSTANCE",
            },
            OnCreate = Bear,
            Completes = static call => NamedBackup(call) is null ? null : () => Fill(call),
            OnUpdate = Patch,
            OnDelete = End,
        };

    /// <summary>The record of a living instance, or the cloud's refusal.</summary>
    public static DatabaseRecord Living(Call call, string name) =>
        call.Content.Databases.FirstOrDefault(one => one.Type == Type && one.DeletedAt is null && one.Name == name)
        ?? throw new Refusal($"googleapi: Error 404: The Cloud SQL instance does not exist: {name}., instanceDoesNotExist");

    private static void Bear(Call call)
    {
        RequireConnection(call);
        CloudSqlEditions.Require(call);
        GcpKeyRules.RequireUse(call, "encryptionKeyName", "gcp-sa-cloud-sql", call.Region);
        var inputs = call.Inputs;
        var born = new DatabaseRecord
        {
            Type = Type,
            Scope = call.Scope,
            Name = call.Name,
            Owner = call.Hash,
            Id = call.Name,
            CreatedAt = call.Now,
            Traits = new JsonObject
            {
                ["databaseVersion"] = inputs["databaseVersion"]?.DeepClone(),
                ["users"] = new JsonObject(),
                ["databases"] = new JsonArray("postgres"),
                ["diskSize"] = inputs.At("settings.diskSize")?.DeepClone(),
                ["encryptionKeyName"] = inputs["encryptionKeyName"]?.DeepClone(),
            },
        };
        if (inputs["clone"] is JsonObject clone)
            Clone(call, born, clone);
        else if (inputs["pointInTimeRestoreContext"] is JsonObject vault)
            FromVault(call, born, vault);
        else if (inputs.Text("rootPassword") is { } password)
            born.Users["postgres"] = password;
        TakePolicy(call, born);
        Zones.Settle(call, born);
        call.Content.Databases.Add(born);
        call.World.Servers?.Begin(born);
    }

    private static void RequireConnection(Call call)
    {
        if (call.Inputs.Text("settings.ipConfiguration.privateNetwork") is not { } network)
            return;
        if (
            call.Content.Objects.Find(one => one.Type == "gcp:compute/network:Network" && one.IsCalled(network)) is { } found
            && !call.Content.Objects.Exists(one => one.Type == GcpNetworkRules.Connection && Bounds.Refers(one, "network", found))
        )
        {
            throw new Refusal(
                $"failed to create instance because the network {network} doesn't have at least 1 private services connection"
            );
        }
    }

    private static void Clone(Call call, DatabaseRecord born, JsonObject clone)
    {
        var name = clone.Text("sourceInstanceName");
        var deleted = TimeOf(clone, "sourceInstanceDeletionTime");
        var source = call.Content.Databases.FirstOrDefault(one =>
            one.Type == Type
            && one.Name == name
            && (
                deleted is null
                    ? one.DeletedAt is null
                    : one.DeletedAt is { } at && (at - deleted.Value).Duration() < TimeSpan.FromSeconds(1)
            )
        )
            ?? throw new Refusal(
                $"googleapi: Error 404: The source instance {name} does not "
                    + $"exist{(deleted is null ? "" : $" as deleted at {Call.Time(deleted.Value)}")}., instanceDoesNotExist"
            );
        var time = TimeOf(clone, "pointInTime");
        if (deleted is not null && time is null)
            throw new Refusal("googleapi: Error 400: a clone of a deleted instance needs pointInTime., invalid");
        if (call.Inputs.Text("databaseVersion") != source.Traits.Text("databaseVersion"))
            throw new Refusal($"googleapi: Error 400: a clone has its source's version, {source.Traits.Text("databaseVersion")}., invalid");
        if (time is null)
            born.TakeRows(source, call.Now);
        else
            born.TakeLog(source, time, call.Now, TimeSpan.Zero);
        born.Traits = source.Traits.With([]);
    }

    private static void FromVault(Call call, DatabaseRecord born, JsonObject context)
    {
        var name = context.Text("datasource");
        var source = call.Content.Databases.FirstOrDefault(one => one.Type == Type && one.Replicas.Contains(name ?? ""))
            ?? throw new Refusal($"googleapi: Error 404: The data source {name} does not exist., notFound");
        born.TakeLog(source, TimeOf(context, "pointInTime"), call.Now, TimeSpan.Zero);
        born.Traits = source.Traits.With([]);
    }

    private static string? NamedBackup(Call call) =>
        call.Inputs.Text("backupdrBackup")
        ?? call.Inputs.Number("restoreBackupContext.backupRunId")?.ToString("0", CultureInfo.InvariantCulture);

    // The instance stands by now, and is empty. Its backup configuration is the default afterwards, whatever was declared.
    // https://cloud.google.com/sql/docs/postgres/backup-recovery/restoring
    private static bool Fill(Call call)
    {
        Overwrite(call, Living(call, call.Name));
        var made = call.Content.Objects.First(one => one.Hash == call.Hash);
        foreach (var map in new[] { made.Inputs, made.State })
        {
            if (map.At("settings.backupConfiguration") is JsonObject policy)
                (policy["pointInTimeRecoveryEnabled"], policy["transactionLogRetentionDays"]) = (false, 7);
        }
        Living(call, call.Name).LogDays = 0;
        return true;
    }

    private static void Overwrite(Call call, DatabaseRecord target)
    {
        var (name, instance) = (NamedBackup(call), call.Inputs.Text("restoreBackupContext.instanceId"));
        // Without an instance the run is looked for among the target's own.
        var owner = call.Inputs["backupdrBackup"] is null ? instance ?? call.Name : null;
        var backup = call.Content.Backups.Find(one => one.Type == Type && one.Id == name && (owner is null || owner == one.Instance))
            ?? throw new Refusal(
                $"googleapi: Error 404: The backup {name} of {owner ?? "any instance"} does not exist., backupRunDoesNotExist"
            );
        if (backup.Traits.Text("databaseVersion") != call.Inputs.Text("databaseVersion"))
            throw new Refusal($"googleapi: Error 400: the backup is of version {backup.Traits.Text("databaseVersion")}., invalid");
        if (call.Inputs.Number("settings.diskSize") < backup.Traits.Number("diskSize"))
            throw new Refusal(
                $"googleapi: Error 400: the backup needs a disk of {backup.Traits.Number("diskSize")} GiB at least., invalid"
            );
        // Wherever the backup lies, it is encrypted with the key of the instance that it was taken of: https://cloud.google.com/sql/docs/postgres/cmek
        if (backup.Traits.Text("encryptionKeyName") is { } key && call.Content.LostRegions.Contains(key.Split('/')[3]))
            throw new Refusal(
                $"googleapi: Error 400: The backup {name} can not be read: its key {key} is not available., kmsKeyNotAccessible"
            );
        target.TakeBackup(backup);
        target.Traits = backup.Traits.With(new() { ["encryptionKeyName"] = call.Inputs["encryptionKeyName"]?.DeepClone() });
        call.World.Servers?.Refill(target);
    }

    private static void Patch(Call call)
    {
        CloudSqlEditions.Require(call);
        var record = Living(call, call.Name);
        RequireNoLess(call);
        // It restores in place, over what is there.
        if ((call.Changes("restoreBackupContext") || call.Changes("backupdrBackup")) && NamedBackup(call) is not null)
            Overwrite(call, record);
        if (call.Changes("rootPassword") && call.Inputs.Text("rootPassword") is { } password)
            record.Users["postgres"] = password;
        // https://cloud.google.com/sql/docs/postgres/upgrade-major-db-version-inplace
        if (Major(call.Inputs) < Major(record.Traits))
            throw new Refusal(
                "googleapi: Error 400: Invalid request: the database version can not be changed from "
                    + $"{record.Traits.Text("databaseVersion")} to {call.Inputs.Text("databaseVersion")}., invalid"
            );
        record.Traits["databaseVersion"] = call.Inputs["databaseVersion"]?.DeepClone();
        TakePolicy(call, record);
        Zones.TakeStandby(call, record);
    }

    // A disk grows by itself, and the provider sends all settings with each change of one.
    // https://github.com/hashicorp/terraform-provider-google/issues/13326
    private static void RequireNoLess(Call call)
    {
        const string Size = "settings.diskSize";
        var stands = call.Content.Objects.Find(one => one.Type == Type && one.IsCalled(call.Name));
        if (call.Inputs.Number(Size) < stands?.State.Number(Size))
            throw new Refusal("googleapi: Error 400: Invalid request: The disk size cannot decrease from existing size., invalid");
    }

    private static int Major(JsonObject traits) => int.Parse(traits.Text("databaseVersion")!.Split('_')[1], CultureInfo.InvariantCulture);

    private static void TakePolicy(Call call, DatabaseRecord record)
    {
        const string Backups = "settings.backupConfiguration.";
        var logged = call.Inputs.Flag(Backups + "pointInTimeRecoveryEnabled") == true;
        record.LogDays = logged ? (int)(call.Inputs.Number(Backups + "transactionLogRetentionDays") ?? 7) : 0;
        record.KeepsLog = call.Inputs.Flag("settings.retainBackupsOnDelete") == true;
        record.Traits["backupLocation"] = call.Inputs.At(Backups + "location")?.DeepClone();
    }

    private static void End(Call call)
    {
        // The provider's own guard; it is on unless the state says otherwise.
        if (call.Before.Flag("deletionProtection") != false)
            throw new Refusal(
                "Error, failed to delete instance because deletionProtection is set to true. Set it to false to proceed with instance "
                    + "deletion"
            );
        var record = Living(call, call.Name);
        if (!record.KeepsLog)
            call.Content.Backups.RemoveAll(one => one.Type == Type && one.Instance == record.Name);
        if (call.Before.Flag("settings.finalBackupConfig.enabled") == true)
            SimulatedDatabase.Take(call.World, record, $"{record.Name}-final");
        call.World.End(record);
    }

    private static DateTimeOffset? TimeOf(JsonObject map, string name) =>
        map.Text(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;
}
