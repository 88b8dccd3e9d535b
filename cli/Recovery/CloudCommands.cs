namespace Infra.Cli.Recovery;

/// <summary>The clouds' own commands, which find out what the lines need.</summary>
/// <param name="Stack">The stack that they are for.</param>
internal sealed record CloudCommands(PlannedStack Stack)
{
    /// <summary>Finds the newest second that the living database can be restored to.</summary>
    public RecoveryStep.Command NewestSecond() =>
        new(
            "the newest second that can be restored; the one you want is before it",
            Stack.Config.Cloud.Match(
                gcp => $"gcloud sql instances get-latest-recovery-time {Stack.Database} --project {gcp.Project}",
                aws =>
                    $"aws rds describe-db-instances --db-instance-identifier {Stack.Database} --region {aws.Region} --query "
                    + "'DBInstances[0].LatestRestorableTime'"
            )
        );

    /// <summary>Finds what tells the deleted instance from others of its name.</summary>
    public RecoveryStep.Command Deleted() =>
        Stack.Config.Cloud.Match<RecoveryStep.Command>(
            gcp =>
                new(
                    "the time of the deletion; the second that you want back is before it",
                    "gcloud logging read 'protoPayload.methodName=\"cloudsql.instances.delete\" AND "
                        + $"resource.labels.database_id=\"{gcp.Project}:{Stack.Database}\"' --project {gcp.Project} --format "
                        + "'value(timestamp)'"
                ),
            aws =>
                new(
                    "the deleted instance's resource id, and what its retained backups hold",
                    $"aws rds describe-db-instance-automated-backups --db-instance-identifier {Stack.Database} --region {aws.Region} "
                        + "--query 'DBInstanceAutomatedBackups[].[DbiResourceId,RestoreWindow]'"
                )
        );

    /// <summary>Finds the newest thing outside of the region that a database can be born from.</summary>
    /// <param name="region">The region to go to.</param>
    public RecoveryStep.Command Copies(string region) =>
        Stack.Config.Cloud.Match<RecoveryStep.Command>(
            gcp =>
                new(
                    "the number of the newest backup",
                    $"gcloud sql backups list --instance {Stack.Database} --project {gcp.Project} --sort-by ~windowStartTime --limit 1"
                ),
            aws =>
                new(
                    "the ARN of the backups that are replicated there, and what they hold",
                    $"aws rds describe-db-instance-automated-backups --region {region} --query "
                        + "'DBInstanceAutomatedBackups[].[DBInstanceIdentifier,DBInstanceAutomatedBackupsArn,RestoreWindow]'"
                )
        );
}
