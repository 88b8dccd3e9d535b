using System.Collections.Immutable;
using Infra.Cli.Recovery;
using Infra.Tests.Recovery;

namespace Infra.Tests.Platform;

/// <summary>Task logs survive a lost cluster where the stack's line says so.</summary>
public sealed class TaskLogsTests
{
    private static readonly (string, string?) NinetyDays = ("infra:taskLogs.retentionDays", "90");

    [Theory]
    [InlineData("gcp", "gcp_cloud_storage")]
    [InlineData("aws", "aws_s3")]
    public async Task What_Elasticsearch_gets_goes_to_the_bucket_too_by_deployment_and_day(string cloud, string type)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, NinetyDays);

        object? Sink(string path) => platform.Value($"vector.extraSinks.task_logs.{path}");
        Assert.Equal((type, "logs", "{{ .release }}/{{ .log_type }}/%Y-%m-%d/"), (Sink("type"), Sink("bucket"), Sink("key_prefix")));
        Assert.Equal(["transform_remove_fields"], Assert.IsType<ImmutableArray<object>>(Sink("inputs")));
        Assert.Equal(cloud == "aws" ? "a-region" : null, Sink("region"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_bucket_that_can_not_be_written_to_never_holds_up_what_people_read_in_Airflow(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, NinetyDays);

        Assert.Equal("drop_newest", platform.Value("vector.extraSinks.task_logs.buffer.when_full"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_collector_runs_as_the_account_that_the_cloud_gives_the_bucket_to(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, NinetyDays);

        Assert.Equal("astronomer-vector", platform.Value("vector.serviceAccount.name"));
        Assert.Equal(
            cloud == "gcp" ? "task-logs@my-project.iam.gserviceaccount.com" : null,
            (platform.Value("vector.serviceAccount.annotations") as ImmutableDictionary<string, object>)?["iam.gke.io/gcp-service-account"]
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Without_the_line_there_is_no_bucket_and_no_sink(string cloud)
    {
        Assert.Null((await HandMadePlatform.OnAsync(cloud)).Value("vector.extraSinks"));
        Assert.DoesNotContain((await SampleStack.EvaluateAsync(cloud)).Resources, resource =>
            resource.Name.StartsWith("task-logs", StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_plan_of_a_lost_cluster_counts_them_among_what_survives(string cloud)
    {
        var without = await PlannedRecovery.MakeAsync(cloud, Loss.ClusterDead);
        var with = await PlannedRecovery.MakeAsync(cloud, Loss.ClusterDead, NinetyDays);

        Assert.DoesNotContain("task logs", without.Survives, StringComparison.Ordinal);
        Assert.Contains("; the task logs of the last 90 days, in their bucket", with.Survives, StringComparison.Ordinal);
        Assert.Contains("what Airflow itself shows of the task logs", with.IsLost, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", "0")]
    [InlineData("aws", "3651")]
    public void Days_that_no_bucket_takes_are_refused(string cloud, string days) =>
        Assert.Contains(
            "infra:taskLogs.retentionDays",
            Assert
                .Throws<Infra.Configuration.ConfigurationException>(() => SampleStack.Config(cloud, ("infra:taskLogs.retentionDays", days)))
                .Message,
            StringComparison.Ordinal
        );
}
