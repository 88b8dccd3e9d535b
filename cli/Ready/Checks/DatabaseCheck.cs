using System.Collections.Immutable;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the database lives, and is protected and backed up in the cloud itself, whatever the state says.</summary>
internal static class DatabaseCheck
{
    public static Check Check { get; } =
        new("database", "There is less to restore from than the stack file promises, or one click deletes it.", stack =>
            stack.Config.Cloud.Match(
                async gcp =>
                    Judge(
                        stack,
                        OfCloudSql(await stack.AskAsync("gcloud", "sql", "instances", "describe", stack.Database)),
                        $"gcloud sql instances patch {stack.Database} --project {gcp.Project} --deletion-protection"
                    ),
                async aws =>
                    Judge(
                        stack,
                        OfRds(
                            stack,
                            await stack.AskAsync("aws", "rds", "describe-db-instances", "--db-instance-identifier", stack.Database)
                        ),
                        $"aws rds modify-db-instance --region {aws.Region} --db-instance-identifier {stack.Database} --deletion-protection"
                    )
            )
        );

    private static ImmutableArray<Finding> Judge(CheckedStack stack, LivingDatabase database, string protect)
    {
        var (backup, again) = (stack.Config.Foundation.Database.Backup, $"pulumi up --refresh --stack {stack.Name}");
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (!database.IsUp)
        {
            findings.Add(
                Finding.Fault(
                    $"{stack.Database} is {database.Status}",
                    $"make plan STACK={stack.Name} LOSS=instance, unless the cloud is at work on it"
                )
            );
        }
        if (stack.IsDurable && !database.IsProtected)
        {
            findings.Add(Finding.Fault($"the cloud deletes {stack.Database} when it is asked to: its deletion protection is off", protect));
        }
        if (database.LogDays < backup.PointInTimeDays)
        {
            findings.Add(
                Finding.Fault(
                    $"any second of the last {database.LogDays} days can be restored, and the stack file promises {backup.PointInTimeDays}",
                    again
                )
            );
        }
        if (database.BackupDays < backup.RetentionDays)
        {
            findings.Add(
                Finding.Fault(
                    $"daily backups are kept for {database.BackupDays} days, and the stack file promises {backup.RetentionDays}",
                    again
                )
            );
        }
        if (stack.Config.Foundation.Database.HighAvailability && !database.HasStandby)
        {
            findings.Add(Finding.Fault($"{stack.Database} has no standby in a second zone, and the stack file promises one", again));
        }
        return findings.Count > 0
            ? findings.ToImmutable()
            :
            [
                Finding.Ok(
                    $"{stack.Database} is {database.Status}, its log kept for {database.LogDays} days and its daily backups for "
                        + $"{database.BackupDays}"
                ),
            ];
    }

    private static LivingDatabase OfCloudSql(System.Text.Json.Nodes.JsonNode instance)
    {
        var isBackedUp = instance.Flag("settings.backupConfiguration.enabled") == true;
        return new(
            instance.Text("state") ?? "in no state that is known",
            instance.Text("state") == "RUNNABLE" && instance.Text("settings.activationPolicy") != "NEVER",
            instance.Flag("settings.deletionProtectionEnabled") == true,
            isBackedUp && instance.Flag("settings.backupConfiguration.pointInTimeRecoveryEnabled") == true
                ? (int)(instance.Number("settings.backupConfiguration.transactionLogRetentionDays") ?? 0)
                : 0,
            isBackedUp ? (int)(instance.Number("settings.backupConfiguration.backupRetentionSettings.retainedBackups") ?? 0) : 0,
            instance.Text("settings.availabilityType") == "REGIONAL"
        );
    }

    private static LivingDatabase OfRds(CheckedStack stack, System.Text.Json.Nodes.JsonNode answer)
    {
        var instance = answer.At("DBInstances") ?? throw new InvalidOperationException($"there is no instance {stack.Database}");
        var days = (int)(instance.Number("BackupRetentionPeriod") ?? 0);
        // It is usable while it is backed up or its log is moved; only these mean that nobody can use it.
        var status = instance.Text("DBInstanceStatus") ?? "in no state that is known";
        return new(
            status,
            status
                is not (
                    "failed"
                    or "deleting"
                    or "stopped"
                    or "stopping"
                    or "storage-full"
                    or "inaccessible-encryption-credentials"
                    or "inaccessible-encryption-credentials-recoverable"
                    or "incompatible-restore"
                    or "incompatible-network"
                    or "incompatible-parameters"
                    or "restore-error"
                ),
            instance.Flag("DeletionProtection") == true,
            days,
            days,
            instance.Flag("MultiAZ") == true
        );
    }

    private sealed record LivingDatabase(string Status, bool IsUp, bool IsProtected, int LogDays, int BackupDays, bool HasStandby);
}
