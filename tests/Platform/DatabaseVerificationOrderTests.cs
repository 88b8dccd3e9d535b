using System.Collections.Immutable;
using Infra.Platform;

namespace Infra.Tests.Platform;

/// <summary>A restored database is verified after the login and before anything that could write to it, and no other is.</summary>
public sealed class DatabaseVerificationOrderTests
{
    private static readonly (string, string?)[] Restored =
    [
        ("infra:database.generation", "2"),
        ("infra:database.restore", """{ "pointInTime": "2026-11-23T13:02:30Z" }"""),
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restored_database_is_verified_between_the_login_and_the_release(string cloud)
    {
        var stack = await SampleStack.EvaluateAsync(cloud, Restored);

        Assert.Contains("login-check-g2-g1", await stack.BeforeAsync("verify-database-g2-g1"));
        foreach (var later in new[] { "relaunch-g2-g1", "astronomer-g1" })
        {
            Assert.Contains("verify-database-g2-g1", await stack.BeforeAsync(later));
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_database_that_is_born_empty_has_nothing_to_verify_on_whichever_cluster(string cloud)
    {
        foreach (var cluster in new[] { "1", "2" })
        {
            Assert.DoesNotContain((await SampleStack.EvaluateAsync(cloud, ("infra:cluster.generation", cluster))).Resources, resource =>
                resource.Name!.StartsWith(DatabaseVerification.Noun, StringComparison.Ordinal)
            );
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_instant_is_what_the_birth_record_says_and_the_key_comes_from_the_secret(string cloud)
    {
        var container = (await HandMadePlatform.OnAsync(cloud, Restored)).Container("verify-database-g2-g1");
        var variables = Assert
            .IsType<ImmutableArray<object>>(container["env"])
            .Cast<ImmutableDictionary<string, object>>()
            .ToDictionary(variable => (string)variable["name"]);

        Assert.Equal("2026-11-23T13:02:30Z", variables["INSTANT"]["value"]);
        Assert.Equal("verified-0123456789abcdef", variables["STEP"]["value"]);
        Assert.False(variables["FERNET_KEYS"].ContainsKey("value"));
        Assert.Equal("FallbackToLogsOnError", container["terminationMessagePolicy"]);
    }

    [Theory]
    [InlineData("""{ "latest": true }""", "")]
    [InlineData("""{ "backup": "1772442000000" }""", "")]
    [InlineData("""{ "pointInTime": "2026-11-23T13:02:30.5Z" }""", "2026-11-23T13:02:30.5Z")]
    public async Task Only_a_point_in_time_says_which_instant_is_wanted(string restore, string instant)
    {
        var platform = await HandMadePlatform.OnAsync("gcp", ("infra:database.generation", "2"), ("infra:database.restore", restore));
        var variables = Assert
            .IsType<ImmutableArray<object>>(platform.Container("verify-database-g2-g1")["env"])
            .Cast<ImmutableDictionary<string, object>>();

        Assert.Equal(instant, variables.Single(variable => (string)variable["name"] == "INSTANT")["value"]);
    }
}
