using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Automated backups of an RDS instance that are replicated to another region, where they outlive the instance's own:
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
/// </summary>
internal static class RdsReplication
{
    public const string Type = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";

    public static Rule Rule { get; } =
        new(Type)
        {
            Id = "arn:aws:rds:{region}:{account}:auto-backup:ab-{hash17}",
            Key = "{sourceDbInstanceArn}",
            ForceNew = ["*"],
            Taken = "InvalidDBInstanceState: {sourceDbInstanceArn} is replicated already",
            OnCreate = Begin,
            OnDelete = End,
        };

    /// <summary>The key that the copy is encrypted with: that of its own region, which must be there.</summary>
    public static JsonNode? KeyOf(Call call, string arn)
    {
        var copy = call.Content.Objects.Find(one => one.Type == Type && one.Id == arn);
        if (copy?.Inputs.Text("kmsKeyId") is { } key)
            RequireKey(call, key);
        return copy?.Inputs["kmsKeyId"];
    }

    private static void Begin(Call call)
    {
        var (arn, source) = (call.Inputs.Text("sourceDbInstanceArn")!, Source(call));
        if (source.Scope == call.Region)
            throw new Refusal($"InvalidParameterValue: {arn} is in {call.Region} itself, and is replicated to another region");
        if (call.Content.Objects.Find(one => one.Type == Type && one.Inputs.Text("sourceDbInstanceArn") == arn) is { } other)
            throw new Refusal($"InvalidDBInstanceState: {arn} is replicated to {other.Scope} already, and to one region alone");
        if (source.LogDays == 0)
            throw new Refusal($"InvalidDBInstanceState: automated backups are not enabled for {arn}");
        var key = call.Inputs.Text("kmsKeyId");
        if (source.Traits.Flag("storageEncrypted") == true && key is null)
            throw new Refusal(
                "InvalidParameterCombination: a KMS key of the destination region must be specified to replicate encrypted backups"
            );
        if (key is not null)
            RequireKey(call, key);
        source.Replicas.Add(call.Id);
    }

    // What is left of the copy then AWS does not say in so many words; here nothing is.
    private static void End(Call call)
    {
        foreach (var source in call.Content.Databases)
            source.Replicas.Remove(call.Id);
    }

    private static DatabaseRecord Source(Call call)
    {
        var arn = call.Inputs.Text("sourceDbInstanceArn")!;
        return call.Content.Databases.Find(one =>
            one.Type == RdsInstance.Type && one.DeletedAt is null && arn == $"arn:aws:rds:{one.Scope}:{call.World.Account}:db:{one.Name}"
        ) ?? throw new Refusal($"DBInstanceNotFound: DBInstance {arn} not found.");
    }

    private static void RequireKey(Call call, string arn)
    {
        if (
            !call.Content.Objects.Exists(one =>
                one.Type == KmsRules.Key
                && one.Scope == call.Region
                && one.IsCalled(arn)
                && one.State.Flag("isEnabled") != false
                && one.State.Text("deletionDate") is null
            )
        )
            throw new Refusal(
                $"KMSKeyNotAccessibleFault: The specified KMS key [{arn}] does not exist in {call.Region}, is not enabled or you do not "
                    + "have permissions to access it."
            );
    }
}
