using Infra.Cli;

namespace Infra.Tests.Engine;

/// <summary>
/// Postgres' major version on a living stack: one line raises it in place, none brings it back, and neither leaves the stack stuck.
/// </summary>
public sealed class PostgresUpgradeTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_higher_version_is_an_upgrade_in_place_and_the_upgraded_database_is_restored_like_any_other(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var address = stack.AliasTarget();

        var up = await stack.Edit(("infra:database.postgresVersion", "17")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g1"));
        Assert.Equal(address, stack.AliasTarget());
        Assert.Equal([$"update {stack.DatabaseType} astro-prod-db-g1"], stack.ChangesSinceLaunch);
        var again = await stack.UpAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);

        stack.At("2026-03-03T17:00:00Z");
        var restored = await stack
            .Edit(("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }"""))
            .UpAsync("--skip-preview");
        Assert.True(restored.Succeeded, restored.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g2"));
        Assert.True(stack.DatabaseExists("astro-prod-db-g1"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_lower_version_is_refused_in_words_by_preview_and_up_and_the_stack_goes_on(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.Edit(("infra:database.postgresVersion", "15"));

        foreach (var refused in (EngineRun[])[await stack.PreviewAsync(), await stack.UpAsync(), await stack.UpAsync("--skip-preview")])
        {
            Assert.False(refused.Succeeded);
            Assert.Contains(
                "astro-prod-db-g1 is at Postgres 16, and infra:database.postgresVersion says 15. A major version never goes back.",
                refused.Output,
                StringComparison.Ordinal
            );
            Assert.Contains("Write postgresVersion: 16.", refused.Output, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(stack.ChangesSinceLaunch, change => change.Contains("db-g1", StringComparison.Ordinal));
        var back = await stack.Edit(("infra:database.postgresVersion", "16")).UpAsync("--expect-no-changes");
        Assert.True(back.Succeeded, back.Output);
    }
}
