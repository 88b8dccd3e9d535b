using System.Text.Json.Nodes;
using Infra.Cli;
using Infra.Cli.Rehearse;
using Infra.Configuration;

namespace Infra.Tests.Rehearse;

/// <summary>A rehearsal plays a user's own stack file, whatever it holds, and says what it plays otherwise.</summary>
public sealed class RehearsedConfigurationTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_sample_stack_gets_a_certificate_for_its_domain_and_nothing_else(string cloud)
    {
        var read = StackFile.Read(Path.Combine(Repository.Root, $"Pulumi.{cloud}.yaml"));

        var played = RehearsedConfiguration.Of(read);

        Assert.Equal(["The rehearsal signs a web certificate of its own."], played.Notes);
        Assert.Equal(read.Values, played.Values.Values.Remove("infra:tls"));
        Assert.Contains("BEGIN CERTIFICATE", played.Values.Values["infra:tls"], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_stack_that_was_restored_and_relaunched_is_launched_from_nothing_and_the_result_says_so(string cloud)
    {
        var restored = SampleStack.Values(
            cloud,
            ("infra:cluster.generation", "3"),
            ("infra:database.generation", "2"),
            ("infra:database.restore", """{ "pointInTime": "2026-03-03T14:02:30Z" }"""),
            ("infra:airflow", """{ "paused": true }""")
        );

        var played = RehearsedConfiguration.Of(restored);

        Assert.Equal((1, 1), (played.Config.Foundation.Cluster.Generation, played.Config.Foundation.Database.Generation));
        Assert.Null(played.Config.Foundation.Database.Restore);
        Assert.Null(played.Config.Airflow.Paused);
        Assert.Contains(
            "infra:cluster.generation, infra:database.generation, infra:database.restore, infra:airflow.paused",
            played.Notes[0],
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void What_the_stack_file_keeps_encrypted_is_made_up_and_never_read(string cloud)
    {
        const string Mail =
            """{ "host": "mail.example.com", "from": "astro@example.com", "user": "astro", "password": { "secure": "v1:abc" } }""";
        var encrypted = StackFile.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, $"Pulumi.{cloud}.yaml")) + $"\n  infra:smtp: {Mail}\n"
        );

        var played = RehearsedConfiguration.Of(encrypted);

        Assert.Contains("makes up infra:smtp.password", played.Notes[0], StringComparison.Ordinal);
        Assert.Equal("rehearsed", JsonNode.Parse(played.Values.Values["infra:smtp"])!["password"]!.GetValue<string>());
    }

    [Fact]
    public void A_faulty_stack_file_is_refused_with_its_faults() =>
        Assert.Contains(
            "infra:prefix",
            Assert
                .Throws<ConfigurationException>(() => RehearsedConfiguration.Of(SampleStack.Values("gcp", ("infra:prefix", "\"A B\""))))
                .Message,
            StringComparison.Ordinal
        );
}
