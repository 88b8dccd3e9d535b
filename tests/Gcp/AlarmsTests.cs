using System.Text.Json.Nodes;

namespace Infra.Tests.Gcp;

/// <summary>Cloud Monitoring tells when a recovery gets harder, whether a cluster lives or not.</summary>
public sealed class AlarmsTests
{
    private static readonly string[] Measured = ["storage-ends", "connections-end", "log-behind"];

    [Fact]
    public async Task Every_policy_names_the_stack_and_what_to_do_and_tells_the_mail_of_the_alerts()
    {
        var stack = await GcpStack.DeclareAsync(SampleStack.Alerts);
        var policies = stack.Of("gcp:monitoring/alertPolicy:AlertPolicy").ToList();

        Assert.Equal(9, policies.Count);
        Assert.All(policies, policy =>
        {
            Assert.Contains("Run make ready STACK=gcp. ", policy.Text("documentation.content"), StringComparison.Ordinal);
            Assert.EndsWith($"See docs/alarms.md, {policy.Name}.", policy.Text("documentation.content"), StringComparison.Ordinal);
            Assert.Equal("(echo of alarms-mail.id)", policy.Text("notificationChannels"));
        });
        Assert.Equal("oncall@example.com", $"{stack["alarms-mail"]["labels"]!["email_address"]}");
        Assert.Empty(stack.Faults);
    }

    [Fact]
    public async Task A_silent_source_counts_as_a_fault()
    {
        var stack = await GcpStack.DeclareAsync(SampleStack.Alerts);

        Assert.All([.. Measured, "backup-too-old", "escrow-too-old"], name =>
            Assert.Contains(Conditions(stack, name), condition => condition["conditionAbsent"] is not null)
        );
    }

    [Fact]
    public async Task They_follow_the_active_generation_by_stable_names()
    {
        var stack = await GcpStack.DeclareAsync([
            .. SampleStack.Alerts,
            ("infra:database.generation", "2"),
            ("infra:database.restore", """{ "latest": true }"""),
        ]);

        Assert.All(Measured, name =>
            Assert.All(Conditions(stack, name), condition =>
                Assert.Contains(
                    "resource.labels.database_id=\"my-project:astro-prod-db-g2\"",
                    condition.ToJsonString().Replace("\\u0022", "\"", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
            )
        );
        Assert.Contains("my-project:astro-prod-db-g2", $"{stack["backups-ended"]["filter"]}", StringComparison.Ordinal);
        Assert.Equal("astro-prod-storage-ends", $"{stack["storage-ends"]["displayName"]}");
    }

    [Theory]
    [InlineData("db-custom-4-16384", 500)]
    [InlineData("db-custom-2-7680", 400)]
    [InlineData("db-g1-small", 50)]
    [InlineData("db-perf-optimized-N-16", 1000)]
    public void The_connections_of_an_instance_follow_from_its_memory(string machineType, int connections) =>
        Assert.Equal(connections, Infra.Gcp.CloudSqlConnections.Of(machineType));

    [Theory]
    [InlineData("infra:lifetime", "\"disposable\"")]
    [InlineData("infra:alerts", null)]
    public async Task There_are_none_where_nothing_is_to_be_recovered_or_nobody_is_told(string path, string? json) =>
        Assert.False(
            (
                await GcpStack.DeclareAsync([
                    .. SampleStack.Alerts.Where(edit => json is not null || !edit.Path.StartsWith(path, StringComparison.Ordinal)),
                    .. json is null ? [] : new[] { (path, (string?)json) },
                ])
            ).Has("backup-too-old")
        );

    private static List<JsonNode> Conditions(GcpStack stack, string name) =>
        [.. stack[name]["conditions"]!.AsArray().Select(condition => condition!)];
}
