using Infra.Cli;
using Infra.Configuration;

namespace Infra.Tests.Preview;

/// <summary>The offline preview reads a stack file as the engine does.</summary>
public sealed class StackFileTests
{
    /// <summary>
    /// Values as a person may write them, and what the engine makes of them; <see cref="Engine.StackFileTests"/> asks it.
    /// </summary>
    public static TheoryData<string, string> Values =>
        new()
        {
            { "text", "text" },
            { "\"1.30\"", "1.30" },
            { "'01'", "01" },
            { "1.30", "1.3" },
            { "1_000", "1000" },
            { "010", "8" },
            { "0o17", "15" },
            { "0x10", "16" },
            { "0b101", "5" },
            { "-7", "-7" },
            { "+5", "5" },
            { ".5", "0.5" },
            { "1e3", "1000" },
            { "123456789012", "123456789012" },
            { "true", "true" },
            { "yes", "yes" },
            { "on", "on" },
            { "03:00", "03:00" },
            { "12:30:45", "12:30:45" },
            { "2026-11-23", "2026-11-23 00:00:00 +0000 UTC" },
            { "2026-11-23T13:02:30Z", "2026-11-23 13:02:30 +0000 UTC" },
            { "2026-11-23T13:02:30.5Z", "2026-11-23 13:02:30.5 +0000 UTC" },
            { "2026-11-23T14:02:30+01:00", "2026-11-23 14:02:30 +0100 +0100" },
            { "\"2026-11-23T13:02:30Z\"", "2026-11-23T13:02:30Z" },
            { "!!str 12", "12" },
            { "[1.30, \"a\", 010]", "[1.3,\"a\",8]" },
            { "{ a: 1.30, b: \"03:00\", c: [true] }", "{\"a\":1.3,\"b\":\"03:00\",\"c\":[true]}" },
            { "{ at: 2026-11-23T13:02:30Z }", "{\"at\":\"2026-11-23 13:02:30 \\u002B0000 UTC\"}" },
        };

    [Theory, MemberData(nameof(Values))]
    public void A_value_is_read_as_the_engine_reads_it(string yaml, string expected) =>
        Assert.Equal(expected, StackFile.Parse($"config:\n  infra:x: {yaml}\n").Values["infra:x"]);

    // Pull requests bring stack files.
    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_file_that_would_fill_the_machine_is_refused_in_words(string yaml, string words)
    {
        var refused = Assert.Throws<ConfigurationException>(() => StackFile.Parse(yaml));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Bombs =>
        new()
        {
            // Nine levels of nine: 387 million values.
            {
                "config:\n  infra:a0: &a0 [x]\n"
                    + string.Concat(
                        Enumerable
                            .Range(1, 9)
                            .Select(level => $"  infra:a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n")
                    ),
                "stand for more than"
            },
            { "config:\n  infra:a: &a [*a]\n", "an anchor holds itself" },
            { "config:\n  infra:a: &a { b: { c: *a } }\n", "an anchor holds itself" },
            { "config:\n  infra:a: " + new string('[', 100_000) + new string(']', 100_000), "levels deep" },
            { new string('{', 100_000), "levels deep" },
            { string.Concat(Enumerable.Range(0, 100_000).Select(level => "- ")), "levels deep" },
        };

    [Fact]
    public void An_alias_stands_for_what_its_anchor_holds() =>
        Assert.Equal(
            """{"machineType":"n2-standard-8"}""",
            StackFile.Parse("config:\n  infra:a: &pool { machineType: n2-standard-8 }\n  infra:b: *pool\n").Values["infra:b"]
        );

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, new string('#', StackFileBounds.MostBytes + 1));

        Assert.Contains(
            "larger than 1024 KiB",
            Assert.Throws<ConfigurationException>(() => StackFile.Read(file)).Message,
            StringComparison.Ordinal
        );
        File.Delete(file);
    }

    [Fact]
    public void A_key_without_a_namespace_is_one_of_the_projects() =>
        Assert.Equal("gcp", StackFile.Parse("config:\n  cloud: gcp\n").Values["infra:cloud"]);

    [Fact]
    public void What_is_encrypted_stays_closed_and_is_known_to_be()
    {
        var values = StackFile.Parse(
            "config:\n  infra:a: { secure: v1:abc }\n  infra:b: { c: [{ d: { secure: v1:abc } }] }\n  infra:e: plain\n"
        );

        Assert.Equal(["infra:a", "infra:b"], values.Encrypted);
        Assert.DoesNotContain("v1:abc", string.Concat(values.Values.Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("config:")]
    [InlineData("config: text")]
    [InlineData("- list")]
    public void A_file_without_configuration_has_no_values(string yaml) => Assert.Empty(StackFile.Parse(yaml).Values);

    [Theory]
    [InlineData("config: {")]
    [InlineData("config:\n  a: 1\n  a: 2\n")]
    [InlineData("config:\n\ta: 1\n")]
    [InlineData("config:\n  ? [a]\n  : 1\n")]
    [InlineData("config:\n  a: *nowhere\n")]
    [InlineData("config:\n  a: \"\n")]
    public void What_is_not_YAML_is_named_with_its_line(string yaml)
    {
        var refused = Assert.Throws<ConfigurationException>(() => StackFile.Parse(yaml, "Pulumi.gcp.yaml"));

        Assert.Matches(@"Pulumi\.gcp\.yaml: it is not YAML \(.*, line [0-9]+\)\. Mend it there\.", refused.Message);
    }

    [Theory]
    [InlineData("config:\n  a: {\na")]
    [InlineData("config:\n  a: a\0*a")]
    public void What_the_parser_stumbles_over_is_refused_like_the_rest(string yaml) =>
        Assert.Contains(
            "it is not YAML",
            Assert.Throws<ConfigurationException>(() => StackFile.Parse(yaml)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_stack_without_a_file_is_refused()
    {
        var refused = Assert.Throws<ConfigurationException>(() => StackFile.Read("Pulumi.nowhere.yaml"));

        Assert.Contains("Pulumi.nowhere.yaml: there is no such file", refused.Message, StringComparison.Ordinal);
    }

    [FsCheck.Xunit.Property(MaxTest = 300)]
    public void No_text_makes_it_throw_anything_but_its_own_error(string? text)
    {
        var fault = Record.Exception(() => StackFile.Parse($"config:\n  infra:a: {text}"));

        Assert.True(fault is null or ConfigurationException, fault?.ToString());
    }
}
