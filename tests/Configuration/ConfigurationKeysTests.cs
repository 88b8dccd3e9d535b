using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>Every key is declared once, and what its declaration says is true.</summary>
public sealed class ConfigurationKeysTests
{
    public static TheoryData<string> Paths => [.. ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Select(key => key.Path)];

    [Fact]
    public void No_path_is_declared_twice() => Assert.Distinct(ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Select(key => key.Path));

    [Theory, MemberData(nameof(Paths))]
    public void A_key_is_described_in_a_whole_sentence(string path)
    {
        var key = ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Single(key => key.Path == path);

        Assert.Matches(@"^[A-Z'`].*[A-Za-z0-9`)]\.$", key.Description);
    }

    [Theory, MemberData(nameof(Paths))]
    public void An_example_fits_its_key(string path)
    {
        if (ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Single(key => key.Path == path) is not IValueKey key)
        {
            return;
        }
        var cloud = path.Contains("aws", StringComparison.Ordinal) ? "aws" : "gcp";
        var json = Rehearsal.StackFile.Parse($"config:\n  x: {{ y: {key.Example} }}\n").Values["x"];

        var example = System.Text.Json.Nodes.JsonNode.Parse(json)!["y"]!.ToJsonString();

        var faults = Record.Exception(() => SampleStack.Config(cloud, (path, example))) as ConfigurationException;
        Assert.DoesNotContain(faults?.Faults ?? [], fault => fault.Key == path && fault.Problem.Contains("is not", StringComparison.Ordinal));
    }
}
