namespace Infra.Tests.Engine;

/// <summary>After a point in time nothing runs before it should, and the line that says so is not forgotten.</summary>
public sealed class DagPauseTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_restored_databases_DAGs_are_paused_before_the_alias_leads_to_it_and_given_back_by_one_line(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);

        var up = await stack
            .Edit(
                ("infra:airflow", """{ "paused": true }"""),
                ("infra:database.generation", "2"),
                ("infra:database.restore", """{ "pointInTime": "2026-03-03T14:02:30Z" }""")
            )
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        var changes = stack.ChangesSinceLaunch.ToList();
        int[] order =
        [
            Index("create", "astro-prod-db-g2"),
            Index("create", "pause-dags-g2-g1"),
            Index("update", "db.astro-prod.internal"),
            Index("create", "login-check-g2-g1"),
            Index("update", "Release astronomer"),
        ];
        Assert.Equal(order.Order(), order);
        Assert.DoesNotContain(-1, order);

        // Nothing would give them back.
        var forgotten = await stack.Edit(("infra:airflow", null)).PreviewAsync();
        Assert.False(forgotten.Succeeded);
        Assert.Contains("infra:airflow: { paused: false }", forgotten.Output, StringComparison.Ordinal);
        var again = await stack.UpAsync("--skip-preview");
        Assert.False(again.Succeeded);

        var back = await stack.Edit(("infra:airflow", """{ "paused": false }""")).UpAsync("--skip-preview");
        Assert.True(back.Succeeded, back.Output);
        Assert.Contains(stack.ChangesSinceLaunch, change =>
            change.Contains("create kubernetes:batch/v1:Job resume-dags-g2-g1", StringComparison.Ordinal)
        );
        var settled = await stack.UpAsync("--expect-no-changes");
        Assert.True(settled.Succeeded, settled.Output);

        // Now the line may go, and leaves nothing of it.
        var gone = await stack.Edit(("infra:airflow", null)).UpAsync("--skip-preview");
        Assert.True(gone.Succeeded, gone.Output);
        Assert.DoesNotContain(stack.World.Cluster("astro-prod-cluster-g1").Objects, thing =>
            thing.Name.Contains("-dags-", StringComparison.Ordinal)
        );

        int Index(string operation, string thing) =>
            changes.FindIndex(change =>
                change.StartsWith(operation, StringComparison.Ordinal) && change.Contains(thing, StringComparison.Ordinal)
            );
    }
}
