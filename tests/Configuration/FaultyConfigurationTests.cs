using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;
using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>A faulty configuration is refused whole, in words that say what to write, before anything is registered.</summary>
public sealed class FaultyConfigurationTests
{
    private static readonly ImmutableArray<string> Paths =
    [
        .. ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Select(key => key.Path),
    ];

    [Theory, MemberData(nameof(BadConfigurations.All), MemberType = typeof(BadConfigurations))]
    public void A_fault_names_its_key_and_what_to_write(string cloud, string key, string? json, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config(cloud, (key, json)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(BadConfigurations.NotOnOffer), MemberType = typeof(BadConfigurations))]
    public void What_no_cloud_offers_is_refused_before_anything_is_made(string cloud, string key, string json, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config(cloud, (key, json)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", "gcp:region", "\"europe-west99\"", "europe-west99 was no region of Google Cloud in 2026-11")]
    [InlineData("gcp", "gcp:region", "\"africa-north1\"", "africa-north1 was no region of Google Cloud in 2026-11")]
    [InlineData(
        "gcp",
        "infra:cluster.platform.machineType",
        "\"n5-standard-8\"",
        "n5 was no family of Compute Engine's machine types in 2026-11"
    )]
    [InlineData("aws", "infra:cluster.platform.machineType", "\"m12i.2xlarge\"", "m12 was no generation of EC2's machine types in 2026-11")]
    [InlineData("aws", "infra:database.machineType", "\"db.m12g.xlarge\"", "m12g was no family of RDS' classes for Postgres in 2026-11")]
    [InlineData("aws", "infra:network.range", "\"10.100.0.0/16\"", "EKS takes one of the two for the cluster's services")]
    [InlineData(
        "aws",
        "infra:aws.admins",
        """["arn:aws:iam::123456789012:role/a","arn:aws:iam::210987654321:role/b"]""",
        "is of another account than 123456789012"
    )]
    public void What_may_be_newer_than_the_program_is_let_through_with_a_warning(string cloud, string key, string json, string expected)
    {
        var config = SampleStack.Config(cloud, (key, json));

        var warning = Assert.Single(config.Warnings, warning => warning.Key == key);
        Assert.Contains(expected, warning.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", 20, 40)]
    [InlineData("aws", 20, 100)]
    [InlineData("aws", 18, 500)]
    public void A_network_has_addresses_for_every_node(string cloud, int prefix, int nodes)
    {
        var refused = Assert.Throws<ConfigurationException>(() =>
            SampleStack.Config(cloud, ("infra:network.range", $"\"10.0.0.0/{prefix}\""), ("infra:cluster.airflow.mostNodes", $"{nodes}"))
        );

        Assert.Contains(
            $"and the two pools may have {nodes + 6}. Write a wider range, or fewer mostNodes",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Hundreds_of_ranges_are_more_than_a_cloud_takes()
    {
        var ranges = $"[{string.Join(',', Enumerable.Range(0, 120).Select(part => $"\"192.0.{part}.0/24\""))}]";

        foreach (var cloud in SampleStack.Clouds)
        {
            var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config(cloud, ("infra:cluster.allowedRanges", ranges)));
            Assert.Contains("it has 120 ranges", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void The_sample_stacks_are_without_a_warning(string cloud) => Assert.Empty(SampleStack.Config(cloud).Warnings);

    [Fact]
    public void What_is_no_secret_may_not_be_encrypted_and_what_is_encrypted_is_in_no_message()
    {
        var refused = Assert.Throws<ConfigurationException>(() =>
            SampleStack.Config("gcp", ("infra:prefix", "{\"secure\":\"Hidden Name\"}"))
        );

        Assert.Contains("infra:prefix: it is encrypted, but nothing of it is secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden Name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_plain_text_is_refused_and_is_in_no_message()
    {
        var refused = Assert.Throws<ConfigurationException>(() =>
            SampleStack.Config("gcp", ("infra:smtp", "{\"password\":\"hunter2\",\"port\":\"x\"}"))
        );

        Assert.Contains(refused.Faults, fault => fault.Key == "infra:smtp.password");
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_together()
    {
        var refused = Assert.Throws<ConfigurationException>(() =>
            SampleStack.Config(
                "aws",
                ("infra:prefix", "\"X\""),
                ("infra:cluster.generation", "0"),
                ("infra:database.backup.retentionDays", "1")
            )
        );

        Assert.Equal(
            ["infra:prefix", "infra:cluster.generation", "infra:database.backup.retentionDays"],
            refused.Faults.Take(3).Select(fault => fault.Key)
        );
    }

    [Fact]
    public void What_depends_on_a_faulty_key_is_no_fault_of_its_own()
    {
        var refused = Assert.Throws<ConfigurationException>(() =>
            SampleStack.Config(
                "aws",
                ("infra:database.backup.retentionDays", "\"two weeks\""),
                ("infra:database.backup.pointInTimeDays", "30")
            )
        );

        Assert.Equal("infra:database.backup.retentionDays", Assert.Single(refused.Faults).Key);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void The_sample_stacks_have_no_fault(string cloud) => Assert.NotNull(SampleStack.Config(cloud));

    // A key and what stands there: any text, as it is or in a JSON shape.
    [Property(MaxTest = 500)]
    public void No_text_makes_it_throw_anything_but_its_own_error(bool onGcp, (int Key, int Shape, string? Text)[] edits)
    {
        var cloud = onGcp ? "gcp" : "aws";
        var values = SampleStack.Edit(
            SampleStack.Values(cloud),
            [
                .. edits
                    .DistinctBy(edit => Path(edit.Key).Split('.')[0])
                    .Select(edit => (Path(edit.Key), (string?)Json(edit.Shape, edit.Text ?? ""))),
            ]
        );

        var thrown = Record.Exception(() => PlatformConfig.Read(values));

        Assert.True(thrown is null or ConfigurationException, thrown?.ToString());
    }

    [Property(MaxTest = 500)]
    public void No_text_in_place_of_a_whole_section_makes_it_throw_anything_but_its_own_error(int key, string? text, bool asObject)
    {
        var values = SampleStack.Values("aws").Values.SetItem(Path(key).Split('.')[0], asObject ? $"{{{text}}}" : text ?? "");

        var thrown = Record.Exception(() => PlatformConfig.Read(new(values)));

        Assert.True(thrown is null or ConfigurationException, thrown?.ToString());
    }

    private static string Path(int key) => Paths[(int)((uint)key % Paths.Length)];

    private static string Json(int shape, string text) =>
        ((uint)shape % 6) switch
        {
            0 => JsonSerializer.Serialize(text),
            1 => $"[{JsonSerializer.Serialize(text)}]",
            2 => $"{{{JsonSerializer.Serialize(text)}:{JsonSerializer.Serialize(text)}}}",
            3 => text.Length.ToString(CultureInfo.InvariantCulture),
            4 => "true",
            _ => $"-{text.Length}.5e{text.Length}",
        };
}
