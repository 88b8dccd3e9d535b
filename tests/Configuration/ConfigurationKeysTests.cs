using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>Every key is declared once, and what its declaration says is true.</summary>
public sealed class ConfigurationKeysTests
{
    public static TheoryData<string> Paths => [.. ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Select(key => key.Path)];

    // An example that is too long for a page is cut short with three dots.
    public static TheoryData<string> ValuePaths =>
        [
            .. ConfigurationKeys
                .Namespaces.SelectMany(ConfigurationKeys.All)
                .Where(key => key is IValueKey value && !value.Example.Contains('…', StringComparison.Ordinal))
                .Select(key => key.Path),
        ];

    [Fact]
    public void No_path_is_declared_twice() =>
        Assert.Distinct(ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Select(key => key.Path));

    [Theory, MemberData(nameof(Paths))]
    public void A_key_is_described_in_a_whole_sentence(string path)
    {
        var key = ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Single(key => key.Path == path);

        Assert.Matches(@"^[A-Z'`].*[A-Za-z0-9`)]\.$", key.Description);
    }

    [Theory, MemberData(nameof(ValuePaths))]
    public void An_example_fits_its_key(string path)
    {
        var key = ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Single(key => key.Path == path);
        var cloud = path.Contains("aws", StringComparison.Ordinal) ? "aws" : "gcp";
        var json = Cli.StackFile.Parse($"config:\n  x:x: {{ y: {((IValueKey)key).Example} }}\n").Values["x:x"];

        var example = System.Text.Json.Nodes.JsonNode.Parse(json)!["y"]!.ToJsonString();
        if (key.HoldsSecret)
        {
            example = $"{{\"secure\":{example}}}";
        }

        var faults = Record.Exception(() => SampleStack.Config(cloud, (path, example))) as ConfigurationException;
        Assert.DoesNotContain(faults?.Faults ?? [], fault =>
            fault.Key == path && fault.Problem.Contains("is not", StringComparison.Ordinal)
        );
    }
}
