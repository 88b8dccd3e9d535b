using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// An RDS instance: five ways to be born, silent members of the restore block, and deletion by the flags that were
/// recorded.
/// </summary>
internal static class RdsInstance
{
    public const string Type = "aws:rds/instance:Instance";

    // Logs are shipped every five minutes.
    public static readonly TimeSpan LogLag = TimeSpan.FromMinutes(5);

    // What a restore takes from its source whatever is declared. A difference shows as a replacement that never ends.
    private static readonly string[] Inherited = ["engine", "username", "dbName", "kmsKeyId", "storageEncrypted"];

    // What a point-in-time restore takes from its source too; a difference is an update of the next run.
    private static readonly string[] InheritedFromLog = ["allocatedStorage", "backupRetentionPeriod", "backupWindow", "engineVersion"];

    public static Rule Rule { get; } =
        new(Type)
        {
            Name = "identifier",
            Id = "db-{HASH}",
            Key = "{identifier}",
            Taken = "DBInstanceAlreadyExists: DB instance already exists: {identifier}",
            ForceNew =
            [
                "engine",
                "username",
                "dbName",
                "kmsKeyId",
                "storageEncrypted",
                "availabilityZone",
                "timezone",
                "characterSetName",
                "snapshotIdentifier",
                "restoreToPointInTime?",
                "replicateSourceDb",
            ],
            DeletesBeforeReplace = false,
            Needs =
            [
                new(
                    "dbSubnetGroupName",
                    "aws:rds/subnetGroup:SubnetGroup",
                    "DBSubnetGroupNotFoundFault: DB subnet group '{0}' does not exist"
                ),
                new(
                    "parameterGroupName",
                    "aws:rds/parameterGroup:ParameterGroup",
                    "DBParameterGroupNotFound: DBParameterGroup not found: {0}"
                ),
                new(
                    "vpcSecurityGroupIds",
                    "aws:ec2/securityGroup:SecurityGroup",
                    "InvalidParameterValue: Invalid security group , groupId= {0}, groupName="
                ),
                KmsRules.Use("kmsKeyId"),
                KmsRules.Use("performanceInsightsKmsKeyId"),
                new(
                    "monitoringRoleArn",
                    AwsRules.Role,
                    "InvalidParameterValue: IAM role ARN value is invalid or does not include the required permissions for: "
                        + "ENHANCED_MONITORING ({0})"
                ),
            ],
            Protections = new()
            {
                ["deletionProtection"] =
                    "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again.",
            },
            Outputs = new()
            {
                ["arn"] = "arn:aws:rds:{region}:{account}:db:{identifier}",
                ["resourceId"] = "{id}",
                ["hostedZoneId"] = "Z{HASH}",
                ["address"] = "{identifier}.c{hash8}.{region}.rds.amazonaws.com",
                ["status"] = "available",
                ["caCertIdentifier"] = "rds-ca-rsa2048-g1",
            },
            Check = static inputs => Faults(inputs).Concat(RdsWindows.Faults(inputs)),
            OnCreate = Bear,
            OnUpdate = Modify,
            OnDelete = End,
            OnReport = Report,
        };

    private static IEnumerable<Fault> Faults(JsonObject inputs)
    {
        if (inputs["restoreToPointInTime"] is not JsonObject restore)
            yield break;
        const string Path = "restoreToPointInTime";
        if (inputs["snapshotIdentifier"] is not null)
            yield return new Fault(Path, "Conflicting configuration arguments. \"restoreToPointInTime\" conflicts with snapshotIdentifier");
        if (restore["restoreTime"] is not null == (restore.Flag("useLatestRestorableTime") == true))
            yield return new Fault(Path, "Invalid combination of arguments. Write either restoreTime or useLatestRestorableTime: true");
        if (restore.Count(field => field.Key.StartsWith("source", StringComparison.Ordinal)) != 1)
            yield return new Fault(
                Path,
                "Invalid combination of arguments. Write exactly one of sourceDbInstanceIdentifier, sourceDbiResourceId, "
                    + "sourceDbInstanceAutomatedBackupsArn"
            );
    }

    private static void Bear(Call call)
    {
        var inputs = call.Inputs;
        var born = new DatabaseRecord
        {
            Type = Type,
            Scope = call.Scope,
            Name = call.Name,
            Owner = call.Hash,
            Id = call.Id,
            CreatedAt = call.Now,
            Rows = [],
            Traits = inputs.With([]),
        };
        if (inputs.Text("snapshotIdentifier") is { } snapshot)
            FromSnapshot(call, born, snapshot);
        else if (inputs["restoreToPointInTime"] is JsonObject restore)
            FromLog(call, born, restore);
        else
            RequireFresh(inputs);
        born.Traits.Remove("password");
        RequireFamily(call, Major(born.Traits));
        TakePolicy(call, born);
        Zones.Settle(call, born);
        call.Content.Databases.Add(born);
        call.World.Servers?.Begin(born);
    }

    private static void RequireFresh(JsonObject inputs)
    {
        foreach (var name in new[] { "engine", "username", "allocatedStorage" })
        {
            if (inputs[name] is null)
                throw new Refusal($"InvalidParameterValue: \"{name}\": required field is not set");
        }
        if (inputs["password"] is null && inputs.Flag("manageMasterUserPassword") != true)
            throw new Refusal("InvalidParameterValue: The parameter MasterUserPassword must be provided and must not be blank.");
    }

    private static void FromSnapshot(Call call, DatabaseRecord born, string name)
    {
        var backup = call.Content.Backups.Find(one => one.Type == Type && one.Scope == call.Scope && (one.Name == name || one.Id == name))
            ?? throw new Refusal($"DBSnapshotNotFound: DBSnapshot not found: {name}");
        if (call.Inputs.Number("allocatedStorage") < backup.Traits.Number("allocatedStorage"))
            throw new Refusal(
                $"InvalidParameterCombination: Invalid storage size: the snapshot {name} needs at least "
                    + $"{backup.Traits.Number("allocatedStorage")} GiB"
            );
        born.TakeBackup(backup);
        Inherit(born, backup.Traits, Inherited);
    }

    private static void FromLog(Call call, DatabaseRecord born, JsonObject restore)
    {
        var source = Source(call, restore);
        DateTimeOffset? time = restore.Text("restoreTime") is { } written
            ? DateTimeOffset.Parse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
        born.TakeLog(source, time, call.Now, LogLag);
        Inherit(born, source.Traits, [.. Inherited, .. InheritedFromLog]);
        // The copy was encrypted anew where it lies.
        if (RdsReplication.KeyOf(call, Arn(restore)) is { } key)
            born.Traits["kmsKeyId"] = key.DeepClone();
    }

    private static DatabaseRecord Source(Call call, JsonObject restore)
    {
        var databases = call.Content.Databases.Where(one => one.Type == Type);
        var (source, name) = restore switch
        {
            _ when restore.Text("sourceDbInstanceIdentifier") is { } identifier => (
                databases.FirstOrDefault(one => one.DeletedAt is null && one.Scope == call.Scope && one.Name == identifier),
                identifier
            ),
            _ when restore.Text("sourceDbiResourceId") is { } id => (
                databases.FirstOrDefault(one => one.Scope == call.Scope && one.Id == id),
                id
            ),
            _ => (
                databases.FirstOrDefault(one =>
                    one.Replicas.Contains(Arn(restore)) && Arn(restore).Contains($":{call.Scope}:", StringComparison.Ordinal)
                ),
                Arn(restore)
            ),
        };
        return source
            ?? throw new Refusal($"DBInstanceNotFound: DBInstance {name} not found, nor automated backups of it in {call.Scope}.");
    }

    private static string Arn(JsonObject restore) => restore.Text("sourceDbInstanceAutomatedBackupsArn") ?? "";

    private static void Inherit(DatabaseRecord born, JsonObject source, IEnumerable<string> names)
    {
        foreach (var name in names)
            born.Traits[name] = source[name]?.DeepClone();
        born.Traits["users"] = source["users"]?.DeepClone();
    }

    private static void Modify(Call call)
    {
        var record = Record(call);
        var (stands, wanted) = (Major(record.Traits), Major(call.Inputs));
        if (wanted < stands)
            throw new Refusal($"InvalidParameterCombination: Cannot upgrade postgres from {stands} to {wanted}");
        if (wanted > stands && call.Inputs.Flag("allowMajorVersionUpgrade") != true)
            throw new Refusal(
                "InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
            );
        RequireFamily(call, wanted);
        record.Name = call.Name;
        foreach (var (name, value) in call.Inputs)
        {
            if (name is not "password")
                record.Traits[name] = value?.DeepClone();
        }
        TakePolicy(call, record);
        Zones.TakeStandby(call, record);
    }

    // The master password is the declared one after every birth and change; all other users are the source's.
    private static void TakePolicy(Call call, DatabaseRecord record)
    {
        record.LogDays = (int)(record.Traits.Number("backupRetentionPeriod") ?? 1);
        record.KeepsLog = call.Inputs.Flag("deleteAutomatedBackups") == false;
        if (record.Traits.Text("username") is { } user && call.Inputs.Text("password") is { } password)
            record.Users[user] = password;
    }

    private static void Report(Call call)
    {
        var record = Record(call);
        foreach (var name in Inherited.Concat(InheritedFromLog))
        {
            if (record.Traits[name] is { } value)
                call.State[name] = value.DeepClone();
        }
        call.State["port"] ??= 5432;
        call.State["availabilityZone"] = record.Zone;
        call.State["endpoint"] = $"{call.State.Text("address")}:{call.State.Number("port")}";
        call.State["engineVersionActual"] = call.State["engineVersion"]?.DeepClone();
        call.State["latestRestorableTime"] = Call.Time(call.Now - LogLag);
    }

    // By the flags that an earlier run recorded, not by those the program says now.
    private static void End(Call call)
    {
        var (recorded, record) = (call.Before, Record(call));
        if (recorded.Flag("skipFinalSnapshot") != true)
        {
            var final = recorded.Text("finalSnapshotIdentifier")
                ?? throw new Refusal("final_snapshot_identifier is required when skip_final_snapshot is false");
            if (call.Content.Backups.Exists(one => one.Type == Type && one.Scope == record.Scope && one.Name == final))
                throw new Refusal(
                    $"DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier {final} already exists."
                );
            SimulatedDatabase.Take(call.World, record, final);
        }
        record.KeepsLog = recorded.Flag("deleteAutomatedBackups") == false;
        call.World.End(record);
    }

    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html: a group is of one family, and fits no other
    // version.
    private static void RequireFamily(Call call, int version)
    {
        var group = call.World.Find("aws:rds/parameterGroup:ParameterGroup", call.Inputs.Text("parameterGroupName") ?? "");
        if (group?.Inputs.Text("family") is { } family && family != $"postgres{version}")
        {
            throw new Refusal(
                $"InvalidParameterCombination: The parameter group {call.Inputs.Text("parameterGroupName")} with DBParameterGroupFamily "
                    + $"{family} can't be used "
                    + $"for this instance. Please use a Parameter Group with DBParameterGroupFamily postgres{version}"
            );
        }
    }

    private static int Major(JsonObject traits) =>
        int.Parse((traits.Text("engineVersion") ?? "16").Split('.')[0], CultureInfo.InvariantCulture);

    private static DatabaseRecord Record(Call call) => call.Content.Databases.First(one => one.Owner == call.Hash);
}
