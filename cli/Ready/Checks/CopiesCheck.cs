using System.Collections.Immutable;
using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the copies in another region follow the active database, and could be opened there.</summary>
internal static class CopiesCheck
{
    // AWS promises nothing of how late a copy is; the log that it follows is shipped every five minutes.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan TooLate = TimeSpan.FromHours(2);

    public static Check Check { get; } =
        new("copies", "A lost region takes with it what is not copied out of it, and what only a key of that region opens.", stack =>
            stack.Config.Foundation.Copies is { } copies
                ? stack.Config.Cloud.Match(gcp => OnGoogleAsync(stack, gcp, copies), aws => OnAwsAsync(stack, aws, copies))
                : Task.FromResult<ImmutableArray<Finding>>([Absent(stack)])
        );

    private static Finding Absent(CheckedStack stack) =>
        stack.IsDurable
            ? Finding.Warning(
                "there are none: a lost region takes every row and every image with it",
                $"infra:copies: {{ region: {stack.Config.Cloud.Match(_ => "europe-west4", _ => "eu-west-1")} }}, or another region"
            )
            : Finding.Ok("there are none, and the stack is disposable");

    private static async Task<ImmutableArray<Finding>> OnAwsAsync(CheckedStack stack, CloudConfig.Aws aws, CopiesSpec copies) =>
        [
            await DatabaseAsync(stack, aws, copies),
            await BucketCopyCheck.LookAsync(stack, aws, copies, "registry"),
            await BucketCopyCheck.LookAsync(stack, aws, copies, "escrow"),
        ];

    private static async Task<Finding> DatabaseAsync(CheckedStack stack, CloudConfig.Aws aws, CopiesSpec copies)
    {
        var listed = await stack.AskAsync(
            "aws",
            "rds",
            "describe-db-instance-automated-backups",
            "--db-instance-identifier",
            stack.Database,
            "--region",
            copies.Region
        );
        var copy = listed.All("DBInstanceAutomatedBackups").FirstOrDefault(backup => backup.Text("Status") != "retained");
        if (copy is null)
        {
            return Finding.Fault($"{stack.Database} is not replicated to {copies.Region}", $"pulumi up --refresh --stack {stack.Name}");
        }
        var why =
            $"aws rds describe-events --region {aws.Region} --source-type db-instance --source-identifier {stack.Database} --duration "
            + "1440, "
            + $"and the key of the copies in {copies.Region}";
        if (copy.Text("RestoreWindow.LatestTime") is not { } latest)
        {
            return Finding.Warning($"the first backup of {stack.Database} is not in {copies.Region} yet", why);
        }
        var behind = stack.Now - RestoreWindow.Instant(latest);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"the copy of {stack.Database} in {copies.Region} is {behind.TotalMinutes:0} min behind, and is kept for "
                + $"{copy.Number("BackupRetentionPeriod"):0} days"
        );
        return behind > TooLate ? Finding.Fault(text, why)
            : behind > Late ? Finding.Warning(text, why)
            : Finding.Ok(text);
    }

    private static async Task<ImmutableArray<Finding>> OnGoogleAsync(CheckedStack stack, CloudConfig.Gcp gcp, CopiesSpec copies)
    {
        var backups = await stack.AskAsync("gcloud", "sql", "backups", "list", "--instance", stack.Database);
        var instance = await stack.AskAsync("gcloud", "sql", "instances", "describe", stack.Database);
        var newest = backups
            .AsArray()
            .Where(run => run.Text("status") == "SUCCESSFUL")
            .MaxBy(run => RestoreWindow.Instant(run.Text("windowStartTime")));
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (newest?.Text("location") is { } location && location != copies.Region)
        {
            findings.Add(
                Finding.Fault(
                    $"the newest backup of {stack.Database} lies in {location}, and not in {copies.Region}",
                    $"gcloud sql backups create --instance {stack.Database} --project {gcp.Project} --location {copies.Region}, "
                        + $"and why the daily one is elsewhere: pulumi up --refresh --stack {stack.Name}"
                )
            );
        }
        // It was made before the copies were asked for, or as a clone of such a one.
        if (
            instance.Text("diskEncryptionConfiguration.kmsKeyName") is { } key
            && key.Split('/') is [_, _, _, var place, ..]
            && place == gcp.Region
        )
        {
            findings.Add(
                Finding.Fault(
                    $"{stack.Database} is encrypted with {key}: its backups can not be opened when {place} is lost",
                    $"infra:database: {{ generation: {stack.Config.Foundation.Database.Generation + 1}, "
                        + $"restore: {{ backup: {newest?.Text("id") ?? "NUMBER"}, instance: {stack.Database} }} }}, which makes it anew "
                        + "without a key of its own"
                )
            );
        }
        return findings.Count > 0
            ? findings.ToImmutable()
            :
            [
                Finding.Ok(
                    $"the backups of {stack.Database} are kept in {copies.Region}, and no key of {gcp.Region} is needed to open them"
                ),
            ];
    }
}
