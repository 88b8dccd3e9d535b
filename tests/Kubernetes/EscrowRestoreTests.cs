namespace Infra.Tests.Kubernetes;

/// <summary>The job that gives the deployments their namespaces back, on a real API server that knows the kinds of Velero.</summary>
public sealed class EscrowRestoreTests
{
    private static readonly string[] Twenty = [.. Enumerable.Range(1, 20).Select(number => $"orbit-{number:00}")];

    [Fact]
    public async Task The_newest_whole_set_comes_back_and_half_finished_and_empty_ones_are_passed_over_by_name()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();
        await velero.AddSetAsync("older", "2026-01-01T10:00:00Z");
        await velero.AddSetAsync("whole", "2026-01-01T11:00:00Z");
        await velero.AddSetAsync("half", "2026-01-01T12:00:00Z", "PartiallyFailed");
        await velero.AddSetAsync("empty", "2026-01-01T13:00:00Z", items: 0);
        await velero.AddSetAsync("of-the-new-cluster", "2099-01-01T00:00:00Z");

        var (code, output) = await velero.RunAsync("newest", "Completed", Twenty, Twenty);

        Assert.True(code == 0, output);
        Assert.Equal([("deployments-g1-g2-1", "whole", "Completed")], await velero.RestoresAsync());
        Assert.Contains("Passed over: half, which is PartiallyFailed.\n", output, StringComparison.Ordinal);
        Assert.Contains("Passed over: empty, which is empty.\n", output, StringComparison.Ordinal);
        Assert.EndsWith("20 of the database's 20 deployments have their namespaces.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_deployments_of_a_lost_cluster_come_back_with_secrets_of_equal_digests()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();
        var deployments = new KeptDeployments(velero.Client, $"{velero.Name}-");
        foreach (var release in Twenty)
        {
            await deployments.DeployAsync(release);
        }
        var before = await deployments.DigestsAsync();
        await deployments.KeepAsync();
        await velero.AddSetAsync("whole", "2026-01-01T11:00:00Z");
        await deployments.LoseAsync();
        Assert.Empty(await deployments.DigestsAsync());

        // The database is of another instant: it knows one that is younger than the set, and no longer one that the set has.
        var (code, output) = await velero.RunAsync("newest", "Completed", deployments.RestoreAsync, [.. Twenty[..19], "orbit-21"]);

        Assert.True(code == 0, output);
        Assert.Equal(20, before.Count);
        Assert.Equal(20, before.Values.Distinct().Count());
        Assert.Equal(before, await deployments.DigestsAsync());
        Assert.Contains($"Missing: {velero.Name}-orbit-21. ", output, StringComparison.Ordinal);
        Assert.Contains($"Left over: {velero.Name}-orbit-20. ", output, StringComparison.Ordinal);
        Assert.EndsWith("19 of the database's 20 deployments have their namespaces.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_newer_than_the_set_or_than_the_database_is_told_by_name()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();
        await velero.AddSetAsync("whole", "2026-01-01T11:00:00Z");

        var (code, output) = await velero.RunAsync("newest", "Completed", ["a", "b"], ["b", "c"]);

        Assert.True(code == 0, output);
        Assert.Contains($"Missing: {velero.Name}-c. ", output, StringComparison.Ordinal);
        Assert.Contains($"Left over: {velero.Name}-a. ", output, StringComparison.Ordinal);
        Assert.EndsWith("1 of the database's 2 deployments have their namespaces.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_set_at_all_is_refused_and_the_way_on_is_named()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();

        var (code, output) = await velero.RunAsync("newest", "Completed", []);

        Assert.Equal(1, code);
        Assert.Contains("The bucket holds no set that is older than this cluster. ", output, StringComparison.Ordinal);
        Assert.Contains("infra:escrow: { restore: none }", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_that_is_born_from_another_one_s_data_has_written_no_set_and_tells_what_is_installed_anew()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();

        var (code, output) = await velero.RunAsync("newest", "Completed", [], ["a"], "g1-g1");

        Assert.True(code == 0, output);
        Assert.Contains($"Missing: {velero.Name}-a. ", output, StringComparison.Ordinal);
        Assert.Empty(await velero.RestoresAsync());
    }

    [Fact]
    public async Task A_stack_that_reads_another_one_s_sets_takes_the_newest_of_them_and_fails_where_there_is_none()
    {
        await using var velero = await VeleroNamespace.CreateAsync(origin: "astro-prod", leftOut: "networkpolicies.networking.k8s.io");
        await velero.AddLocationAsync();

        var (code, output) = await velero.RunAsync("newest", "Completed", Twenty, Twenty, "g1-g1");
        Assert.Equal(1, code);
        Assert.Contains(
            "Neither the bucket nor that of astro-prod holds a set that is older than this cluster. ",
            output,
            StringComparison.Ordinal
        );

        await velero.AddSetAsync("of-production", "2026-01-01T11:00:00Z");
        (code, output) = await velero.RunAsync("newest", "Completed", Twenty, Twenty, "g1-g1");
        Assert.True(code == 0, output);
        Assert.Equal([("deployments-g1-g1-1", "of-production", "Completed")], await velero.RestoresAsync());
        Assert.Equal(["networkpolicies.networking.k8s.io"], await velero.LeftOutAsync("deployments-g1-g1-1"));
        Assert.EndsWith("20 of the database's 20 deployments have their namespaces.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sets_of_a_platform_without_deployments_are_no_reason_to_fail()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();
        await velero.AddSetAsync("empty", "2026-01-01T13:00:00Z", items: 0);

        Assert.Equal(0, (await velero.RunAsync("newest", "Completed", [])).Code);
        Assert.Empty(await velero.RestoresAsync());
    }

    [Theory]
    [InlineData("PartiallyFailed")]
    [InlineData("FailedValidation")]
    public async Task A_restore_that_is_not_completed_fails_and_is_tried_again_from_the_same_set_and_once_completed_never_again(
        string phase
    )
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();
        await velero.AddSetAsync("whole", "2026-01-01T11:00:00Z");

        var (code, output) = await velero.RunAsync("newest", phase, ["a"]);
        Assert.Equal(1, code);
        Assert.Contains($"The restore deployments-g1-g2-1 is {phase}: ", output, StringComparison.Ordinal);
        await velero.AddSetAsync("of-the-half-restored-cluster", "2099-01-01T00:00:00Z");
        Assert.Equal(0, (await velero.RunAsync("newest", "Completed", ["a"])).Code);
        Assert.Equal(0, (await velero.RunAsync("newest", "Completed", ["a"])).Code);

        Assert.Equal(
            [("deployments-g1-g2-1", "whole", phase), ("deployments-g1-g2-2", "whole", "Completed")],
            await velero.RestoresAsync()
        );
    }

    [Fact]
    public async Task A_set_is_named_and_one_that_is_not_there_or_not_whole_is_refused()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync();
        await velero.AddSetAsync("older", "2026-01-01T10:00:00Z");
        await velero.AddSetAsync("half", "2026-01-01T11:00:00Z", "Failed");

        var unknown = await velero.RunAsync("newer", "Completed", ["a"]);
        var half = await velero.RunAsync("half", "Completed", ["a"]);
        Assert.Equal((1, 1), (unknown.Code, half.Code));
        Assert.Contains("There is no set newer. The newest are: half, older.", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("The set half is Failed", half.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await velero.RunAsync("older", "Completed", ["a"])).Code);

        Assert.Equal([("deployments-g1-g2-1", "older", "Completed")], await velero.RestoresAsync());
    }

    [Fact]
    public async Task A_bucket_that_can_not_be_read_is_told_with_Velero_s_own_words()
    {
        await using var velero = await VeleroNamespace.CreateAsync();
        await velero.AddLocationAsync("Unavailable");

        var (code, output) = await velero.RunAsync("newest", "Completed", []);

        Assert.Equal(1, code);
        Assert.Contains("Velero can not read the bucket: escrow-g1 is Unavailable the key is disabled", output, StringComparison.Ordinal);
    }
}
