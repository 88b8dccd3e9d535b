using System.Collections.Immutable;
using Infra.Cli.Import;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>
/// An update that is cut off is completed by running it again, or mended by the line that the next run gives; nothing is made twice.
/// </summary>
public sealed class InterruptionTests
{
    private static readonly (string, string?)[] Restore =
    [
        ("infra:database.generation", "2"),
        ("infra:database.restore", """{ "pointInTime": "2026-03-03T14:02:30Z" }"""),
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_launch_whose_program_is_killed_completes_when_run_again_and_makes_nothing_twice(string cloud)
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);
        await stack.KillProgramDuringDatabaseCreateAsync();

        var again = await stack.UpAsync("--skip-preview");

        Assert.True(again.Succeeded, again.Output);
        AssertNothingTwice(stack);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restore_whose_program_is_killed_completes_when_run_again_and_makes_nothing_twice(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        await stack.Edit(Restore).KillProgramDuringDatabaseCreateAsync();

        var again = await stack.UpAsync("--skip-preview");

        Assert.True(again.Succeeded, again.Output);
        AssertNothingTwice(stack);
        Assert.Equal(["at 13:00", "at 14:02:30"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(stack.AddressOf("astro-prod-db-g2"), stack.AliasTarget());
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restore_whose_engine_is_ended_is_not_repeated_and_the_line_that_the_next_run_gives_mends_it(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        await stack.Edit(Restore).EndDuringCreateAsync(stack.DatabaseType, engine => engine.Terminate());

        var refused = await stack.UpAsync();
        Assert.False(refused.Succeeded);
        Assert.Contains(
            "If it stands in the cloud, and an up was interrupted before the state knew, import it",
            refused.Output,
            StringComparison.Ordinal
        );
        var import = await stack.PasteImportAsync(refused);
        Assert.True(import.Succeeded, import.Output);
        var again = await stack.UpAsync("--skip-preview");

        Assert.True(again.Succeeded, again.Output);
        AssertNothingTwice(stack);
        Assert.Equal(["at 13:00", "at 14:02:30"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g1"));
        Assert.Equal(stack.AddressOf("astro-prod-db-g2"), stack.AliasTarget());
    }

    [Fact]
    public async Task On_Cloud_SQL_a_named_backup_that_never_arrived_in_the_new_instance_is_never_taken_for_good()
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync("gcp");
        var backup = stack.World.Database("astro-prod-db-g1").TakeBackup("nightly");
        var before = stack.AliasTarget();
        var restore = $$"""{ "backup": {{backup.Id}}, "instance": "astro-prod-db-g1" }""";

        // The cloud makes the instance, and fails to fill it: the engine records it as made.
        stack.World.Interference.FailNext(stack.DatabaseType, Operation.Complete, "googleapi: Error 500: the restore was aborted");
        var failed = await stack.Edit(("infra:database.generation", "2"), ("infra:database.restore", restore)).UpAsync("--skip-preview");
        Assert.False(failed.Succeeded);
        Assert.Empty(stack.Rows("astro-prod-db-g2"));
        foreach (var command in new[] { "preview", "up --skip-preview" })
        {
            var refused = await stack.RunAsync(command);
            Assert.False(refused.Succeeded, command);
            Assert.Contains($"astro-prod-db-g2 stands, but the restore of backup {backup.Id}", refused.Output, StringComparison.Ordinal);
            Assert.Equal(before, stack.AliasTarget());
        }

        // The engine is killed between the two: the state does not know the empty instance, and no line offers to import it.
        await stack.Edit(("infra:database.generation", "3")).EndDuringCreateAsync(stack.DatabaseType, engine => engine.Kill());
        Assert.True((await stack.RunPulumiAsync("cancel", "--yes")).Succeeded);
        Assert.Empty(stack.Rows("astro-prod-db-g3"));
        var unknown = await stack.PreviewAsync();
        Assert.False(unknown.Succeeded);
        Assert.Contains("astro-prod-db-g3 is not in the stack's state", unknown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pulumi import", unknown.Output, StringComparison.Ordinal);
        Assert.Equal(before, stack.AliasTarget());

        var up = await stack.Edit(("infra:database.generation", "4")).UpAsync();
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g4"));
        Assert.Equal(stack.AddressOf("astro-prod-db-g4"), stack.AliasTarget());
    }

    // The engine makes many things at once: each kill leaves several of them unrecorded.
    [Theory]
    [InlineData("gcp", "gcp:container/nodePool:NodePool")]
    [InlineData("gcp", "kubernetes:batch/v1:Job")]
    [InlineData("aws", "aws:ec2/natGateway:NatGateway")]
    [InlineData("aws", "aws:rds/instance:Instance")]
    public async Task A_launch_whose_engine_is_killed_completes_after_its_state_was_told_what_stands(string cloud, string type)
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);
        await stack.EndDuringCreateAsync(type, engine => engine.Kill());
        await stack.RunPulumiAsync("cancel", "--yes");

        await ResumeAsync(stack);
        var again = await stack.UpAsync("--skip-preview");

        Assert.True(again.Succeeded, again.Output);
        Assert.NotNull(stack.ReleaseValues());
        AssertNothingTwice(stack);
    }

    [Fact]
    public async Task A_launch_whose_engine_is_killed_at_the_charts_install_completes_after_the_line_of_the_documentation()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");
        const string Release = "kubernetes:helm.sh/v3:Release";
        await stack.EndDuringCreateAsync(Release, engine => engine.Kill());
        Assert.True((await stack.RunPulumiAsync("cancel", "--yes")).Succeeded);
        var leftOut = await ResumeAsync(stack);
        var uninstall = Assert
            .Single(leftOut, line => line.Contains("helm uninstall", StringComparison.Ordinal))
            .Split("helm uninstall ")[1]
            .Split(' ');
        var refused = await stack.UpAsync("--skip-preview");
        Assert.False(refused.Succeeded);
        Assert.Contains("cannot re-use a name that is still in use", refused.Output, StringComparison.Ordinal);

        stack.World.Lose(Release, uninstall[0]);
        var again = await stack.UpAsync("--skip-preview");

        Assert.True(again.Succeeded, again.Output);
        Assert.NotNull(stack.ReleaseValues());
    }

    private static async Task<ImmutableArray<string>> ResumeAsync(RehearsedStack stack) =>
        await ResumedState.ResumeAsync(stack.Config, "test", stack.CloudCommand, stack.RunPulumiAsync);

    // What lives in the state alone is made anew with it, objects in the cluster are taken over, and a secret gets one more version.
    private static void AssertNothingTwice(RehearsedStack stack)
    {
        var created = stack
            .World.Journal.Where(change =>
                change.Operation == Operation.Create
                && change.Type.Split(':')[0] is "aws" or "gcp"
                && !change.Type.EndsWith(":SecretVersion", StringComparison.Ordinal)
            )
            .Select(change => $"{change.Type} {change.LogicalName}")
            .ToList();
        Assert.Equal(created.Distinct(), created);
    }
}
