namespace Infra.Tests.Engine;

/// <summary>Prometheus' volumes, whose size Kubernetes does not change.</summary>
public sealed class PrometheusVolumesTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Another_size_is_refused_in_the_preview_and_taken_with_the_next_cluster(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var refused = await stack.Edit(("infra:prometheus.storageGiB", "300")).PreviewAsync();

        Assert.False(refused.Succeeded);
        Assert.Contains(
            "Prometheus' volumes have 150Gi and infra:prometheus.storageGiB asks for 300Gi.",
            refused.Output,
            StringComparison.Ordinal
        );
        var relaunched = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");
        Assert.True(relaunched.Succeeded, relaunched.Output);
    }
}
