using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>What is asked of a restored database, and which faults somebody may accept.</summary>
public sealed class VerificationConfigurationTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void Without_the_lines_an_hour_is_allowed_and_no_fault_is_accepted(string cloud)
    {
        var verification = SampleStack.Config(cloud).Verification;

        Assert.Equal((60, null), (verification.NewestWithinMinutes, verification.AcceptedDatabase));
        Assert.False(verification.Accepts(1));
    }

    [Fact]
    public void What_was_accepted_of_one_generation_says_nothing_of_the_next()
    {
        var verification = SampleStack.Config("gcp", ("infra:database.generation", "3"), ("infra:verification", """{ "acceptDatabase": 2 }""")).Verification;

        Assert.True(verification.Accepts(2));
        Assert.False(verification.Accepts(3));
    }

    [Fact]
    public void Faults_that_nobody_can_have_seen_are_not_accepted()
    {
        var fault = Assert.Single(Assert.Throws<ConfigurationException>(() => SampleStack.Config("aws", ("infra:verification", """{ "acceptDatabase": 2 }"""))).Faults);

        Assert.Equal("infra:verification.acceptDatabase", fault.Key);
        Assert.Contains("there is no generation 2 of the database yet", fault.Problem, StringComparison.Ordinal);
    }
}
