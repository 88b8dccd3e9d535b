namespace Infra.Tests.Verification;

/// <summary>
/// A restored platform is verified on real servers before a public name moves: a whole one passes, and every one that is not what was lost
/// is refused with a sentence that names the thing.
/// </summary>
public sealed class PlatformVerificationTests(RestoredPlatform platform) : IClassFixture<RestoredPlatform>
{
    [Fact]
    public async Task A_whole_platform_passes_and_every_part_is_told()
    {
        await platform.StartAsync();
        await platform.InstallAsync("nova");
        await platform.InstallAsync("quasar", isOld: true);
        await platform.KnowAsync("nova", "quasar");
        await platform.RestoreAsync("Completed");

        var (succeeded, log) = await platform.Job().RunAsync();

        Assert.True(succeeded, log);
        Assert.EndsWith("Verified.\n", log, StringComparison.Ordinal);
        foreach (
            var told in (string[])
                [
                    "the registry: it answers, and reads its bucket.",
                    "the escrow: the restore deployments-g1-g2-1 of the set whole is Completed.",
                    "Prometheus 0: it scrapes astronomer-kube-state, houston-api, kubernetes-apiservers.",
                    "Prometheus 1: it scrapes ",
                    "deployment nova, database: its role nova_airflow logs in.",
                    "deployment quasar, database: its role quasar_airflow logs in.",
                    "deployment nova, images: 1 images with 3 parts are whole in the registry: ",
                    "deployment quasar, images: 1 images with 6 parts are whole in the registry: ",
                ]
        )
        {
            Assert.Contains(told, log, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("p/ss", log, StringComparison.Ordinal);
        Assert.DoesNotContain("pull nova", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_not_as_it_was_is_refused_with_the_deployment_and_the_thing_and_nothing_else_is()
    {
        await platform.StartAsync();
        var spoilt = new List<(string Release, InstalledDeployment Deployment)>();
        foreach (var release in SeededFaults.All.Keys)
        {
            spoilt.Add((release, await platform.InstallAsync(release, isOld: release.StartsWith("old-", StringComparison.Ordinal))));
        }
        await platform.InstallAsync("nova");
        await platform.Registry.ForgetAsync();
        await platform.Registry.RememberAsync(
            "remembered-layer/airflow",
            spoilt.Single(one => one.Release == "remembered-layer").Deployment.Digests[2]
        );
        foreach (var (release, deployment) in spoilt)
        {
            await SeededFaults.All[release].Spoil(deployment);
        }
        await platform.KnowAsync(["nova", "pulsar", .. SeededFaults.All.Keys]);
        await platform.RestoreAsync("PartiallyFailed");

        var (succeeded, log) = await platform.Job().RunAsync();

        Assert.False(succeeded, log);
        string[] expected =
        [
            "the escrow: the restore deployments-g1-g2-1 of the set whole is PartiallyFailed, with 3 errors.",
            $"deployment pulsar, database: Houston knows it, and there is no namespace {platform.Cluster.Name}-pulsar.",
            $"deployment pulsar, images: Houston knows it, and there is no namespace {platform.Cluster.Name}-pulsar.",
            .. spoilt.Select(one => $"deployment {one.Release}, {SeededFaults.All[one.Release].Verdict(one.Deployment)}"),
        ];
        foreach (var fault in expected)
        {
            Assert.Contains($"FAULT: {fault}", log, StringComparison.Ordinal);
        }
        Assert.Equal(expected.Length, log.Split("FAULT: ").Length - 1);
        Assert.Contains(
            $"{expected.Length} faults: this platform is not whole.\nThe public names were left where they are.",
            log,
            StringComparison.Ordinal
        );
        Assert.Contains("infra:verification: { acceptPlatform: g1-g2 }", log, StringComparison.Ordinal);
        Assert.DoesNotContain("p/ss", log, StringComparison.Ordinal);
        Assert.DoesNotContain("another", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_or_sees_nothing_is_named_after_a_while()
    {
        await platform.StartAsync();
        await using var nothing = await MetricsServer.StartAsync();
        await using var lacking = await MetricsServer.StartAsync("astronomer-kube-state", "kubernetes-apiservers");
        await using var unreached = await MetricsServer.StartAsync("astronomer-kube-state", "!houston-api", "kubernetes-apiservers");
        var nobody = $"http://127.0.0.1:{LoopbackPort.Free()}";

        var (succeeded, log) = await platform
            .Job()
            .With("REGISTRY", nobody)
            .With("PROMETHEUS", $"{platform.Prometheus[0].Address} {nobody} {nothing.Address} {lacking.Address} {unreached.Address}")
            .RunAsync();

        Assert.False(succeeded, log);
        foreach (
            var fault in (string[])
                [
                    "the registry: the registry can not be reached: ",
                    "Prometheus 1: it can not be reached: ",
                    "Prometheus 2: it scrapes nothing.",
                    "Prometheus 3: it has no target of job houston-api.",
                    "Prometheus 4: it reaches no target of job houston-api.",
                ]
        )
        {
            Assert.Contains($"FAULT: {fault}", log, StringComparison.Ordinal);
            Assert.Contains($"Waiting for {fault}", log, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("FAULT: Prometheus 0", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_sends_its_readers_on_to_the_bucket_is_followed_without_a_second_credential_and_what_is_gone_is_found()
    {
        await platform.StartAsync();
        await platform.InstallAsync("nova");
        var lost = await platform.InstallAsync("lost");
        await platform.KnowAsync("nova", "lost");
        using var bucket = new BucketFiles(platform.Registry.Storage);
        await using var redirecting = await platform.Registry.RedirectingToAsync(bucket.Address);
        await redirecting.RememberAsync("lost/airflow", lost.Digests[3]);
        lost.Delete(3);

        var (succeeded, log) = await platform.Job().With("REGISTRY", redirecting.Address).RunAsync();

        Assert.False(succeeded, log);
        Assert.Contains(
            $"FAULT: deployment lost, images: registry.astro.example.com/lost/airflow:deploy-1: layer {lost.Digests[3]} is missing (404).",
            log,
            StringComparison.Ordinal
        );
        Assert.Contains("deployment nova, images: 1 images with 3 parts are whole in the registry: ", log, StringComparison.Ordinal);
        Assert.True(bucket.Given >= 6, $"{bucket.Given} objects were read");
    }

    [Fact]
    public async Task Somebody_who_has_looked_goes_on_with_a_line_for_this_pair_alone_and_is_not_asked_again()
    {
        await platform.StartAsync();
        await platform.InstallAsync("nova");
        await platform.KnowAsync("nova");
        var nobody = $"http://127.0.0.1:{LoopbackPort.Free()}";

        await platform.AcceptAsync("g1-g1");
        Assert.False((await platform.Job().With("HOUSTON", nobody).RunAsync()).Succeeded);

        await platform.AcceptAsync("g1-g2");
        var (accepted, log) = await platform.Job().With("HOUSTON", nobody).RunAsync();
        Assert.True(accepted, log);
        Assert.Contains("FAULT: deployment nova, images: Houston can not be reached: ", log, StringComparison.Ordinal);
        Assert.Contains("infra:verification.acceptPlatform says that somebody has looked and wants it.", log, StringComparison.Ordinal);

        var (again, told) = await platform.Job().With("HOUSTON", nobody).With("ACCEPTED", "false").RunAsync();
        Assert.True(again, told);
        Assert.Contains("This pair of generations was verified before.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_whose_deployments_can_get_out_is_refused_by_name()
    {
        await platform.StartAsync();
        foreach (
            var (release, policies) in ((string, string[])[])
                [("held", ["drill-egress"]), ("free", []), ("opened", ["drill-egress", "theirs"])]
        )
        {
            var deployment = await platform.InstallAsync(release);
            foreach (var policy in policies)
            {
                await deployment.LetOutAsync(policy);
            }
        }
        await platform.KnowAsync("held", "free", "opened");

        var (succeeded, log) = await platform.Job().With("CLOSED", "drill-egress").RunAsync();

        Assert.False(succeeded, log);
        Assert.Contains(
            "deployment held, ways out: it reaches its own pods, the platform and the database alone.",
            log,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "FAULT: deployment free, ways out: its namespace has no network policy drill-egress, ",
            log,
            StringComparison.Ordinal
        );
        Assert.Contains("FAULT: deployment opened, ways out: its network policy theirs lets it out.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_launch_proves_the_registry_and_the_metrics_and_looks_for_no_deployment()
    {
        await platform.StartAsync();
        await platform.KnowAsync("pulsar");

        var (succeeded, log) = await platform.Job().With("FIRST", "true").With("SET", "none").RunAsync();

        Assert.True(succeeded, log);
        Assert.Contains("Cluster and database are new: there is no deployment to look for.", log, StringComparison.Ordinal);
        Assert.Contains("Prometheus 1: it scrapes ", log, StringComparison.Ordinal);
    }
}
