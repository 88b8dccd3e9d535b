namespace Infra.Tests.Engine;

/// <summary>The real engine launches the platform on the simulated clouds.</summary>
public sealed class LaunchTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_preview_from_nothing_makes_nothing(string cloud)
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);

        var preview = await stack.PreviewAsync();

        Assert.True(preview.Succeeded, preview.Output);
        Assert.Contains("database-g1", preview.Output, StringComparison.Ordinal);
        Assert.Empty(stack.World.Journal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task An_up_launches_a_platform_whose_release_runs_two_Prometheus_replicas_and_keeps_images_in_the_bucket(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var release = stack.ReleaseValues();
        Assert.Equal(2, release["prometheus"]!["replicas"]!.GetValue<double>());
        Assert.Contains(
            "astro-prod-registry",
            release["astronomer"]!["registry"]![cloud == "gcp" ? "gcs" : "s3"]!["bucket"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_platform_is_installed_after_its_secrets_the_fence_the_alias_and_the_login_check(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var created = stack.World.Journal.Select(entry => $"{entry.Type} {entry.Name}").ToList();
        var login = created.IndexOf("kubernetes:batch/v1:Job login-check-g1-g1");
        string[] before =
        [
            "kubernetes:core/v1:Secret astronomer-bootstrap",
            "kubernetes:core/v1:Secret astronomer-tls",
            "kubernetes:core/v1:Secret astronomer-fernet-key",
            .. cloud == "gcp"
                ? ["gcp:dns/recordSet:RecordSet db.astro-prod.internal.", "gcp:sql/user:User postgres"]
                : new[] { "aws:route53/record:Record db.astro-prod.internal" },
        ];
        Assert.All(before, thing => Assert.InRange(created.IndexOf(thing), 0, login));
        Assert.True(login < created.IndexOf("kubernetes:helm.sh/v3:Release astronomer"), string.Join('\n', created));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_second_up_changes_nothing(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var up = await stack.UpAsync("--expect-no-changes");

        Assert.True(up.Succeeded, up.Output);
        Assert.Empty(stack.ChangesSinceLaunch);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_refresh_right_after_an_up_finds_nothing_changed(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var refresh = await stack.RefreshAsync("--expect-no-changes");

        Assert.True(refresh.Succeeded, refresh.Output);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_changed_chart_value_touches_the_release_alone(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var up = await stack.Edit(("infra:prometheus.retentionDays", "30")).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["update kubernetes:helm.sh/v3:Release astronomer"], stack.ChangesSinceLaunch);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_faulty_configuration_changes_nothing_and_fails_the_preview_in_words(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var preview = await stack.Edit(("infra:database.backup.retentionDays", "3")).PreviewAsync();

        Assert.False(preview.Succeeded);
        Assert.Contains(
            "infra:database.backup.retentionDays: '3' is not a whole number from 7 to 35",
            preview.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", preview.Output, StringComparison.Ordinal);
    }
}
