using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>What was said about the DAGs, and what has to be said.</summary>
public sealed class AirflowConfigurationTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("""{ "paused": true }""", true)]
    [InlineData("""{ "paused": false }""", false)]
    [InlineData("{}", null)]
    public void Without_the_line_nothing_is_paused_and_nothing_given_back(string? airflow, bool? paused) =>
        Assert.All(["gcp", "aws"], cloud => Assert.Equal(paused, SampleStack.Config(cloud, ("infra:airflow", airflow)).Airflow.Paused));

    [Theory]
    [InlineData("gcp", null)]
    [InlineData("gcp", """{ "paused": false }""")]
    [InlineData("aws", null)]
    public void A_drill_that_would_run_another_stacks_work_is_refused(string cloud, string? airflow)
    {
        var fault = Assert.Single(Assert.Throws<ConfigurationException>(() => Drill(cloud, ("infra:airflow", airflow))).Faults);

        Assert.Equal("infra:airflow.paused", fault.Key);
        Assert.Contains("it would run that one's DAGs a second time", fault.Problem, StringComparison.Ordinal);
        Assert.StartsWith("Write infra:airflow: { paused: true }", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_drill_with_the_line_is_taken_and_so_is_a_try_out_with_data_of_its_own(string cloud)
    {
        Assert.True(Drill(cloud, ("infra:airflow", """{ "paused": true }""")).Airflow.Paused);
        Assert.Null(SampleStack.Config(cloud, ("infra:lifetime", "\"disposable\"")).Airflow.Paused);
        Assert.Null(
            SampleStack
                .Config(
                    cloud,
                    ("infra:lifetime", "\"disposable\""),
                    ("infra:database.generation", "2"),
                    ("infra:database.restore", """{ "latest": true }""")
                )
                .Airflow.Paused
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_durable_stack_that_is_born_from_elsewhere_may_run(string cloud) =>
        Assert.Null(
            SampleStack
                .Config(
                    cloud,
                    ("infra:identity", """{ "from": "astro-dev" }"""),
                    ("infra:database.restore", """{ "latest": true, "instance": "astro-dev-db-g1" }""")
                )
                .Airflow.Paused
        );

    [Fact]
    public void The_sample_of_a_drill_has_the_line() =>
        Assert.Contains(
            "infra:airflow: { paused: true }",
            File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.drill.yaml")),
            StringComparison.Ordinal
        );

    private static PlatformConfig Drill(string cloud, (string Path, string? Json) airflow) =>
        SampleStack.Config(
            cloud,
            airflow,
            ("infra:lifetime", "\"disposable\""),
            ("infra:tls", null),
            ("infra:identity", """{ "from": "astro-dev" }"""),
            ("infra:database.restore", """{ "latest": true, "instance": "astro-dev-db-g1" }""")
        );
}
