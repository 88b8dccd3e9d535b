using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>What a person asks the cloud after a loss is told by the commands of README, from what the stack has left there.</summary>
public sealed class CloudCommandTests
{
    [Fact]
    public async Task The_retained_backups_of_a_deleted_instance_are_listed_with_its_resource_id_until_they_end()
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync("aws");
        stack.DeleteDatabaseOutOfBand("astro-prod-db-g1");
        var deleted = Assert.Single(stack.World.DeletedDatabases);
        string[] command =
        [
            "aws",
            "rds",
            "describe-db-instance-automated-backups",
            "--query",
            "DBInstanceAutomatedBackups[].[DBInstanceIdentifier,DbiResourceId,RestoreWindow]",
        ];

        var told = CloudCommandLine.Answer(stack.World, command);

        Assert.Contains(deleted.Id, told, StringComparison.Ordinal);
        Assert.Contains("\"LatestTime\": \"2026-03-03T14:55:00", told, StringComparison.Ordinal);
        stack.World.Now = stack.World.Now.AddDays(15);
        Assert.DoesNotContain(deleted.Id, CloudCommandLine.Answer(stack.World, command), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_numbers_of_backup_runs_are_listed_and_an_old_generation_is_retired()
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync("gcp");
        var backup = stack.World.Database("astro-prod-db-g1").TakeBackup("nightly");

        Assert.Contains(
            backup.Id,
            CloudCommandLine.Answer(stack.World, ["gcloud", "sql", "backups", "list", "--instance", "astro-prod-db-g1"]),
            StringComparison.Ordinal
        );

        string[] delete = ["gcloud", "sql", "instances", "delete", "astro-prod-db-g1"];
        Assert.Contains(
            "protected",
            Assert.Throws<InvalidOperationException>(() => CloudCommandLine.Answer(stack.World, delete)).Message,
            StringComparison.Ordinal
        );
        CloudCommandLine.Answer(stack.World, ["gcloud", "sql", "instances", "patch", "astro-prod-db-g1", "--no-deletion-protection"]);
        CloudCommandLine.Answer(stack.World, delete);
        Assert.False(stack.DatabaseExists("astro-prod-db-g1"));
    }
}
