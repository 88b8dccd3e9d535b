namespace Infra.Tests.Engine;

/// <summary>A restore makes a new database beside the old one, and nothing else ever makes or edits one.</summary>
public sealed class RestoreTests
{
    private static readonly (string, string?)[] Restore =
    [
        ("infra:database.generation", "2"), ("infra:database.restore", """{ "pointInTime": "2026-03-03T14:02:30Z" }"""),
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Generation_2_keeps_exactly_the_rows_up_to_the_point_in_time_and_the_old_instance_stays(string cloud)
    {
        await using var stack = await WithRowsAroundTwoAsync(cloud);

        var up = await stack.Edit(Restore).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g1"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_alias_leads_to_the_new_instance(string cloud)
    {
        await using var stack = await WithRowsAroundTwoAsync(cloud);
        var before = stack.AliasTarget();

        var up = await stack.Edit(Restore).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        Assert.NotEqual(before, stack.AliasTarget());
        Assert.Equal(stack.AddressOf("astro-prod-db-g2"), stack.AliasTarget());
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restore_makes_the_database_flips_the_alias_checks_the_login_renews_the_pods_and_touches_nothing_else(string cloud)
    {
        await using var stack = await WithRowsAroundTwoAsync(cloud);

        var up = await stack.Edit(Restore).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        string[] onTheCloud = cloud == "gcp"
            ? ["create gcp:sql/databaseInstance:DatabaseInstance astro-prod-db-g2", "create gcp:sql/user:User postgres", "update gcp:dns/recordSet:RecordSet db.astro-prod.internal."]
            : ["create aws:rds/instance:Instance astro-prod-db-g2", "update aws:route53/record:Record db.astro-prod.internal"];
        string[] expected =
        [
            "create random:index/randomId:RandomId database-g2-birth", .. onTheCloud,
            "create kubernetes:batch/v1:Job login-check-g2-g1", "delete kubernetes:batch/v1:Job login-check-g1-g1",
            "create kubernetes:core/v1:ConfigMap relaunch-g2-g1", "update kubernetes:helm.sh/v3:Release astronomer",
        ];
        Assert.Equal(expected.Order(), stack.ChangesSinceLaunch.Order());
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Removing_the_restore_lines_afterwards_changes_nothing(string cloud)
    {
        await using var stack = await WithRowsAroundTwoAsync(cloud);
        var up = await stack.Edit(Restore).UpAsync();
        Assert.True(up.Succeeded, up.Output);

        var again = await stack.Edit(("infra:database.restore", null)).UpAsync("--expect-no-changes");

        Assert.True(again.Succeeded, again.Output);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_different_source_on_a_living_generation_is_refused_in_preview(string cloud)
    {
        await using var stack = await WithRowsAroundTwoAsync(cloud);
        var up = await stack.Edit(Restore).UpAsync();
        Assert.True(up.Succeeded, up.Output);

        var preview = await stack.Edit(("infra:database.restore", """{ "pointInTime": "2026-03-03T13:30:00Z" }""")).PreviewAsync();

        Assert.False(preview.Succeeded);
        Assert.Contains("was born from astro-prod-db-g1 at 2026-03-03T14:02:30Z", preview.Output, StringComparison.Ordinal);
        Assert.Contains("Raise infra:database.generation to 3", preview.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_new_generation_that_would_be_born_empty_is_refused_in_preview(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var preview = await stack.Edit(("infra:database.generation", "2")).PreviewAsync();

        Assert.False(preview.Succeeded);
        Assert.Contains("Generation 2 of the database would be born empty", preview.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", "preview")]
    [InlineData("gcp", "up")]
    [InlineData("gcp", "up --skip-preview")]
    [InlineData("aws", "preview")]
    [InlineData("aws", "up")]
    [InlineData("aws", "up --skip-preview")]
    public async Task A_database_deleted_out_of_band_and_refreshed_is_not_made_anew_but_refused_in_words_that_help(string cloud, string command)
    {
        await using var stack = await WithRowsAroundTwoAsync(cloud);
        stack.DeleteDatabaseOutOfBand("astro-prod-db-g1");
        var refresh = await stack.RefreshAsync();
        Assert.True(refresh.Succeeded, refresh.Output);

        var run = await stack.RunAsync(command);

        Assert.False(run.Succeeded);
        Assert.Contains("astro-prod-db-g1 is not in the stack's state, but it was made before", run.Output, StringComparison.Ordinal);
        Assert.Contains("generation: 2", run.Output, StringComparison.Ordinal);
        Assert.False(stack.DatabaseExists("astro-prod-db-g1"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_refreshing_up_does_not_make_a_lost_database_anew(string cloud)
    {
        await using var stack = await WithRowsAroundTwoAsync(cloud);
        stack.DeleteDatabaseOutOfBand("astro-prod-db-g1");

        var up = await stack.UpAsync("--refresh");

        Assert.False(up.Succeeded);
        Assert.Contains("but it was made before", up.Output, StringComparison.Ordinal);
        Assert.False(stack.DatabaseExists("astro-prod-db-g1"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_first_create_that_failed_is_allowed_once_more_by_createAgain(string cloud)
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);
        stack.FailNextDatabaseCreate("the zone has no capacity");
        var failed = await stack.UpAsync();
        Assert.False(failed.Succeeded);
        var refused = await stack.UpAsync();
        Assert.Contains("createAgain: 1", refused.Output, StringComparison.Ordinal);

        var up = await stack.Edit(("infra:database.createAgain", "1")).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        Assert.True(stack.DatabaseExists("astro-prod-db-g1"));
    }

    private static async Task<RehearsedStack> WithRowsAroundTwoAsync(string cloud)
    {
        var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.At("2026-03-03T13:00:00Z").Insert("astro-prod-db-g1", "at 13:00");
        stack.At("2026-03-03T14:02:30Z").Insert("astro-prod-db-g1", "at 14:02:30");
        stack.At("2026-03-03T14:03:00Z").Insert("astro-prod-db-g1", "at 14:03");
        stack.At("2026-03-03T15:00:00Z");
        return stack;
    }
}
