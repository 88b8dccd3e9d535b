using Infra.Cli.Import;

namespace Infra.Tests.Engine;

/// <summary>A database that is lost is never made anew by accident, and comes back from what its deletion left.</summary>
public sealed class DatabaseLossTests
{
    private const string Refused = "astro-prod-db-g1 is not in the stack's state, but it was made before";

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_database_deleted_out_of_band_is_refused_on_every_path_and_restored_from_its_retained_backups(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var resource = stack.World.Find(stack.DatabaseType, "astro-prod-db-g1")!.Id;
        stack.DeleteDatabaseOutOfBand("astro-prod-db-g1");

        foreach (var command in new[] { "up --refresh", "refresh", "preview", "up --skip-preview" })
        {
            var run = await stack.RunAsync(command);
            if (command == "refresh")
            {
                Assert.True(run.Succeeded, run.Output);
                // What brings back a killed launch takes no birth record of a database that stood.
                await ResumedState.ResumeAsync(stack.Config, "test", stack.CloudCommand, stack.RunPulumiAsync);
                continue;
            }
            Assert.False(run.Succeeded, command);
            Assert.Contains(Refused, run.Output, StringComparison.Ordinal);
            Assert.Contains("generation: 2", run.Output, StringComparison.Ordinal);
            Assert.False(stack.DatabaseExists("astro-prod-db-g1"));
        }
        var restore =
            cloud == "gcp"
                ? """{ "pointInTime": "2026-03-03T14:02:30Z", "deleted": "2026-03-03T15:00:00Z" }"""
                : $$"""{ "pointInTime": "2026-03-03T14:02:30Z", "deleted": "{{resource}}" }""";
        stack.At("2026-03-03T15:30:00Z");
        var up = await stack.Edit(("infra:database.generation", "2"), ("infra:database.restore", restore)).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(stack.AddressOf("astro-prod-db-g2"), stack.AliasTarget());
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_first_create_that_failed_and_a_generation_that_would_be_born_empty_are_refused_until_the_lines_are_right(
        string cloud
    )
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);
        stack.FailNextDatabaseCreate("the zone has no capacity");
        var failed = await stack.UpAsync("--skip-preview");
        Assert.False(failed.Succeeded);
        var refused = await stack.PreviewAsync();
        Assert.Contains("createAgain: 1", refused.Output, StringComparison.Ordinal);

        var up = await stack.Edit(("infra:database.createAgain", "1")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.True(stack.DatabaseExists("astro-prod-db-g1"));
        var empty = await stack.Edit(("infra:database.createAgain", null), ("infra:database.generation", "2")).PreviewAsync();
        Assert.False(empty.Succeeded);
        Assert.Contains("Generation 2 of the database would be born empty", empty.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_name_that_is_taken_collides_loudly_and_the_next_number_is_free(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        // Somebody made an instance of that name, and on Cloud SQL deleted it again: there the name stays burnt for a week.
        stack.World.TakeName(stack.DatabaseType, "astro-prod-db-g2", isDeleted: cloud == "gcp");

        var up = await stack
            .Edit(("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }"""))
            .UpAsync("--skip-preview");

        Assert.False(up.Succeeded);
        Assert.Contains(
            cloud == "gcp" ? "is in use, or was within the last week" : "DB instance already exists: astro-prod-db-g2",
            up.Output,
            StringComparison.Ordinal
        );
        var next = await stack
            .Edit(("infra:database.generation", "3"), ("infra:database.restore", """{ "latest": true, "instance": "astro-prod-db-g1" }"""))
            .UpAsync("--skip-preview");
        Assert.True(next.Succeeded, next.Output);
        Assert.Equal(3, stack.Rows("astro-prod-db-g3").Count);
    }
}
