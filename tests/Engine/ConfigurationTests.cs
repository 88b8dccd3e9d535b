namespace Infra.Tests.Engine;

/// <summary>The configuration as the users of <c>pulumi</c> meet it.</summary>
public sealed class ConfigurationTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_faulty_configuration_changes_nothing_and_its_message_names_every_fault(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.Edit(("infra:cluster.generation", "0"), ("infra:database.backup.retentionDays", "3"), ("infra:databse", "{}"));

        var up = await stack.UpAsync("--skip-preview");

        Assert.False(up.Succeeded);
        Assert.Empty(stack.ChangesSinceLaunch);
        Assert.Contains("error: The stack's configuration has 3 faults; nothing was changed:", up.Output, StringComparison.Ordinal);
        Assert.Contains("- infra:databse: there is no such key. Did you mean 'infra:database'?", up.Output, StringComparison.Ordinal);
        Assert.Contains(
            "- infra:cluster.generation: '0' is not a whole number from 1 to 999. Write for example 2.",
            up.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "- infra:database.backup.retentionDays: '3' is not a whole number from 7 to 35.",
            up.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", up.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_faulty_configuration_registers_nothing_but_the_stack_itself(string cloud)
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);

        var up = await stack.Edit(("infra:prefix", "\"Astro\"")).UpAsync("--skip-preview");

        Assert.False(up.Succeeded);
        var resources = (await stack.ExportAsync())["deployment"]!["resources"]?.AsArray() ?? [];
        Assert.All(resources, resource => Assert.Equal("pulumi:pulumi:Stack", resource!["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_engine_refuses_a_value_of_another_type_before_the_program_runs()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");

        var preview = await stack.Edit(("infra:cluster", "3")).PreviewAsync();

        Assert.False(preview.Succeeded);
        Assert.Contains("configuration key 'infra:cluster' must be of type 'object'", preview.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_below_another_can_be_set_by_the_command_line()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");

        var set = await stack.RunPulumiAsync("config", "set", "--path", "infra:prometheus.replicas", "7");
        var preview = await stack.PreviewAsync();

        Assert.True(set.Succeeded, set.Output);
        Assert.Contains("infra:prometheus.replicas: '7' is not a whole number from 2 to 3", preview.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_has_a_default_can_be_left_out(string cloud)
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);
        stack.Edit(
            ("infra:lifetime", null),
            ("infra:owner", null),
            ("infra:registry", null),
            ("infra:prometheus", null),
            ("infra:network", null)
        );

        var preview = await stack.PreviewAsync();

        Assert.True(preview.Succeeded, preview.Output);
    }
}
