using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>What is asked of a restored database, and which faults somebody may accept.</summary>
public sealed class VerificationConfigurationTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void Without_the_lines_an_hour_is_allowed_and_no_fault_is_accepted(string cloud)
    {
        var verification = SampleStack.Config(cloud).Verification;

        Assert.Equal((60, null, null), (verification.NewestWithinMinutes, verification.AcceptedDatabase, verification.AcceptedPlatform));
        Assert.False(verification.Accepts(1) || verification.Accepts(1, 1));
    }

    [Fact]
    public void What_was_accepted_of_one_generation_says_nothing_of_the_next()
    {
        var verification = SampleStack
            .Config("gcp", ("infra:database.generation", "3"), ("infra:verification", """{ "acceptDatabase": 2 }"""))
            .Verification;

        Assert.True(verification.Accepts(2));
        Assert.False(verification.Accepts(3));
    }

    [Fact]
    public void Faults_that_nobody_can_have_seen_are_not_accepted()
    {
        var fault = Assert.Single(
            Assert
                .Throws<ConfigurationException>(() => SampleStack.Config("aws", ("infra:verification", """{ "acceptDatabase": 2 }""")))
                .Faults
        );

        Assert.Equal("infra:verification.acceptDatabase", fault.Key);
        Assert.Contains("there is no generation 2 of the database yet", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_accepted_of_one_pair_says_nothing_of_the_next_cluster_or_database()
    {
        var verification = SampleStack
            .Config(
                "aws",
                ("infra:database.generation", "3"),
                ("infra:cluster.generation", "2"),
                ("infra:verification", """{ "acceptPlatform": "g2-g2" }""")
            )
            .Verification;

        Assert.True(verification.Accepts(2, 2));
        Assert.False(verification.Accepts(3, 2) || verification.Accepts(2, 1));
    }

    [Theory]
    [InlineData("g1-g2", "there is no platform g1-g2 yet")]
    [InlineData("g2-g1", "the active one is g1-g1")]
    [InlineData("2", "is not the generations of database and cluster, as in the job's name: g2-g1")]
    public void A_pair_that_nobody_can_have_seen_or_that_is_none_is_refused(string pair, string problem)
    {
        var fault = Assert.Single(
            Assert
                .Throws<ConfigurationException>(() =>
                    SampleStack.Config("gcp", ("infra:verification", $$"""{ "acceptPlatform": "{{pair}}" }"""))
                )
                .Faults
        );

        Assert.Equal("infra:verification.acceptPlatform", fault.Key);
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
    }
}
