using System.Collections.Immutable;
using Infra.Platform;

namespace Infra.Tests.Platform;

/// <summary>The DAGs are paused after the database has come and before anybody is led to it; they go on when the platform stands.</summary>
public sealed class DagPauseOrderTests
{
    private const string Pause = "pause-dags-g1-g1";
    private const string Resume = "resume-dags-g1-g1";

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_alias_the_login_check_and_the_release_wait_for_the_pause_and_the_pause_for_what_a_login_needs(string cloud)
    {
        var stack = await SampleStack.EvaluateAsync(cloud, ("infra:airflow", """{ "paused": true }"""));

        foreach (var later in new[] { "database-alias", "login-check-g1-g1", "database-probe-g1", "relaunch-g1-g1", "astronomer-g1" })
        {
            Assert.Contains(Pause, await stack.BeforeAsync(later));
        }
        var before = await stack.BeforeAsync(Pause);
        Assert.Superset(new HashSet<string> { "namespace-g1", "astronomer-bootstrap-g1", "database-allow" }, before);
        Assert.Equal(cloud == "gcp", before.Contains("database-user-g1"));
        Assert.DoesNotContain("database-alias", before);
        Assert.DoesNotContain(stack.Resources, resource => resource.Name == Resume);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_former_state_comes_back_when_the_platform_stands(string cloud)
    {
        var stack = await SampleStack.EvaluateAsync(cloud, ("infra:airflow", """{ "paused": false }"""));

        Assert.Contains("astronomer-g1", await stack.BeforeAsync(Resume));
        Assert.DoesNotContain(stack.Resources, resource => resource.Name == Pause);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_stack_without_the_line_has_neither_job_and_no_mark(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.False(platform.Has(Pause) || platform.Has(Resume));
        Assert.Equal(
            "jetstreamEnabled",
            Assert.Single(Assert.IsType<ImmutableDictionary<string, object>>(platform.Input("namespace-g1", "metadata.labels"))).Key
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Each_pair_of_generations_has_its_own_and_one_that_failed_is_made_anew(string cloud)
    {
        (string, string?)[] generations = [("infra:cluster.generation", "3"), ("infra:database.generation", "2")];
        var platform = await HandMadePlatform.OnAsync(cloud, [.. generations, ("infra:airflow", """{ "paused": true }""")]);
        var later = await HandMadePlatform.OnAsync(cloud, [.. generations, ("infra:airflow", """{ "paused": false }""")]);

        Assert.True(platform.Has("pause-dags-g2-g3") && later.Has("resume-dags-g2-g3"));
        var annotations = Assert.IsType<ImmutableDictionary<string, object>>(platform.Input("pause-dags-g2-g3", "metadata.annotations"));
        Assert.Equal("true", annotations["pulumi.com/replaceUnready"]);
        Assert.Equal(
            "paused",
            Assert.IsType<ImmutableDictionary<string, object>>(platform.Input("namespace-g3", "metadata.labels"))["infra/dags"]
        );
    }

    [Theory]
    [InlineData("gcp", true, Pause)]
    [InlineData("aws", true, Pause)]
    [InlineData("gcp", false, Resume)]
    [InlineData("aws", false, Resume)]
    public async Task The_job_goes_to_the_instance_itself_and_takes_each_database_as_a_whole(string cloud, bool paused, string name)
    {
        var container = (await HandMadePlatform.OnAsync(cloud, ("infra:airflow.paused", paused ? "true" : "false"))).Container(name);
        var variables = Assert
            .IsType<ImmutableArray<object>>(container["env"])
            .Cast<ImmutableDictionary<string, object>>()
            .ToDictionary(variable => (string)variable["name"], variable => variable.GetValueOrDefault("value"));

        Assert.Equal(
            ("10.1.0.3", "postgres", "require", null),
            (variables["PGHOST"], variables["PGUSER"], variables["PGSSLMODE"], variables["PGPASSWORD"])
        );
        Assert.Equal(["sh", "-c", DagPause.Script], Assert.IsType<ImmutableArray<object>>(container["command"]));
        // One statement is one transaction.
        var step = Assert.IsType<string>(variables["STEP"]);
        Assert.StartsWith("do $step$\n", step, StringComparison.Ordinal);
        Assert.EndsWith("\n$step$", step, StringComparison.Ordinal);
    }
}
