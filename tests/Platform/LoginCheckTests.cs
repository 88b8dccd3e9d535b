using System.Collections.Immutable;
using Infra.Platform;

namespace Infra.Tests.Platform;

/// <summary>Nothing of the platform starts before the stack has logged in to the active database by its alias.</summary>
public sealed class LoginCheckTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task It_logs_in_over_TLS_and_compares_the_server_behind_the_alias_with_the_active_one(string cloud)
    {
        var container = (await HandMadePlatform.OnAsync(cloud)).Container("login-check-g1-g1");

        var variables = Variables(container);
        Assert.Equal("require", variables["PGSSLMODE"]);
        Assert.Equal("10.1.0.3", variables["ADDRESS"]);
        Assert.Equal(
            ("db.astro-prod.internal", "5432", "postgres", "postgres"),
            (variables["PGHOST"], variables["PGPORT"], variables["PGUSER"], variables["PGDATABASE"])
        );
        Assert.Equal(LoginCheck.EndSessions, variables["END_SESSIONS"]);
        Assert.Equal(["sh", "-c", LoginCheck.Script], Assert.IsType<ImmutableArray<object>>(container["command"]));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task It_is_a_new_job_for_every_pair_of_generations_and_the_provider_waits_an_hour_for_it(string cloud)
    {
        var resources = (
            await SampleStack.EvaluateAsync(cloud, ("infra:cluster.generation", "3"), ("infra:database.generation", "2"))
        ).Resources;
        var jobs = resources.Where(resource => resource.Type == "kubernetes:batch/v1:Job").ToArray();

        Assert.Equal(
            ["escrow-restore-g2-g3", "login-check-g2-g3", "verify-database-g2-g3", "verify-platform-g2-g3"],
            jobs.Select(job => job.Name)
        );
        // A restore of a hundred namespaces may take longer.
        Assert.All(jobs.Skip(1), job => Assert.Equal(TimeSpan.FromHours(1), job.Options.CustomTimeouts?.Create));
    }

    [Theory]
    [InlineData("login-check-g1-g1")]
    [InlineData("database-probe-g1")]
    [InlineData("verify-database-g2-g1")]
    public async Task Its_pod_has_no_privileges_and_the_password_is_in_no_field_of_it(string name)
    {
        var platform = await HandMadePlatform.OnAsync(
            "gcp",
            ("infra:database.generation", name.Contains("-g2-", StringComparison.Ordinal) ? "2" : "1")
        );
        var container = platform.Container(name);

        Assert.Equal(false, platform.Input(name, "spec.template.spec.automountServiceAccountToken"));
        var security = Assert.IsType<ImmutableDictionary<string, object>>(container["securityContext"]);
        Assert.Equal(
            (true, true, false),
            (security["runAsNonRoot"], security["readOnlyRootFilesystem"], security["allowPrivilegeEscalation"])
        );
        Assert.DoesNotContain("PGPASSWORD", Variables(container).Keys);
        Assert.Equal(
            "passwordxofxdatabasexpassword",
            Assert.IsType<ImmutableDictionary<string, object>>(platform["astronomer-bootstrap-g1"]["stringData"])["password"]
        );
    }

    // Only those whose value stands in the pod's own specification.
    private static Dictionary<string, object> Variables(ImmutableDictionary<string, object> container) =>
        Assert
            .IsType<ImmutableArray<object>>(container["env"])
            .Cast<ImmutableDictionary<string, object>>()
            .Where(variable => variable.ContainsKey("value"))
            .ToDictionary(variable => (string)variable["name"], variable => variable["value"]);
}
