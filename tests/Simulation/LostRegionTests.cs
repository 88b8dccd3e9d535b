using System.Text.Json.Nodes;
using Infra.Simulation;
using Infra.Tests.Gcp;

namespace Infra.Tests.Simulation;

/// <summary>A region that is lost answers nobody, and takes along what stood in it and what only a key of it opens.</summary>
public sealed class LostRegionTests
{
    [Fact]
    public async Task On_Google_Cloud_its_buckets_and_keys_are_gone_and_those_of_other_regions_stay()
    {
        var project = await GoogleProject.WithAsync("storage", "cloudkms");
        foreach (var (name, location) in (IEnumerable<(string, string)>)[("here", "EUROPE-WEST1"), ("elsewhere", "EUROPE-WEST4")])
        {
            await project.MakeAsync(GoogleProject.Bucket, $$"""{ "name": "{{name}}", "location": "{{location}}" }""");
            await project.MakeAsync(GoogleProject.KeyRing, $$"""{ "name": "{{name}}", "location": "{{location.ToLowerInvariant()}}" }""");
            await project.MakeAsync(
                "gcp:kms/cryptoKey:CryptoKey",
                $$"""{ "name": "{{name}}", "keyRing": "projects/my-project/locations/{{location.ToLowerInvariant()}}/keyRings/{{name}}" }"""
            );
        }

        project.World.LoseRegion("europe-west1");

        Assert.Equal(
            ["elsewhere", "elsewhere", "elsewhere"],
            project.World.Objects.Where(thing => thing.Name is "here" or "elsewhere").Select(thing => thing.Name)
        );
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() =>
            project.MakeAsync(GoogleProject.Bucket, """{ "name": "again", "location": "EUROPE-WEST1" }""")
        );
        Assert.Contains("currently unavailable in europe-west1", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await project.MakeAsync(GoogleProject.Bucket, """{ "name": "again", "location": "EUROPE-WEST4" }"""));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_backup_of_Cloud_SQL_s_that_lies_elsewhere_is_opened_only_without_a_key_of_the_lost_region(bool hasKey)
    {
        var project = await (
            await GoogleProject.WithAsync("compute", "servicenetworking", "sqladmin", "cloudkms")
        ).ReadyForDatabasesAsync();
        await project.GrantAsync("sqladmin");
        await project.MakeAsync(
            GoogleProject.Database,
            GoogleProject.DatabaseInputs(
                hasKey ? $$"""{ "encryptionKeyName": "{{GoogleProject.Key}}" }""" : "{}",
                """{ "backupConfiguration": { "location": "europe-west4" } }"""
            )
        );
        project.World.Database("db").Insert("a row");
        var run = project.World.Database("db").TakeBackup("nightly").Id;
        project.World.LoseRegion("europe-west1");

        var restore = project.MakeAsync(
            GoogleProject.Database,
            GoogleProject.DatabaseInputs(
                $$"""{ "name": "db-elsewhere", "region": "europe-west4", "restoreBackupContext": { "backupRunId": {{run}}, "instanceId": "db" } }"""
            )
        );

        if (hasKey)
        {
            Assert.Contains("its key", (await Assert.ThrowsAnyAsync<Exception>(() => restore)).Message, StringComparison.Ordinal);
        }
        else
        {
            await restore;
            Assert.Equal(["a row"], project.World.Database("db-elsewhere").Rows);
        }
    }

    [Fact]
    public void On_AWS_its_buckets_and_snapshots_are_gone_and_no_command_reaches_it()
    {
        var world = new World(Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "world"));
        world.Place(SimulatedBucket.S3, "aws", "images");
        world.ChangeByHand(SimulatedBucket.S3, "images", "bucketRegion", JsonValue.Create("eu-central-1"));

        world.LoseRegion("eu-central-1");

        Assert.Empty(world.Objects);
        var refusal = Assert.Throws<InvalidOperationException>(() =>
            CloudCommandLine.Answer(world, ["aws", "rds", "describe-db-snapshots", "--region", "eu-central-1"])
        );
        Assert.Contains("Could not connect to the endpoint", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            "DBSnapshots",
            CloudCommandLine.Answer(world, ["aws", "rds", "describe-db-snapshots", "--region", "eu-west-1", "--output", "json"]),
            StringComparison.Ordinal
        );
    }
}
