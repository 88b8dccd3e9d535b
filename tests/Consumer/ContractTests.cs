using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Documents;
using Infra.Outputs;

namespace Infra.Tests.Consumer;

/// <summary>What other teams read stays as it is until the contract's version rises.</summary>
public sealed class ContractTests
{
    private static readonly string Promised = OutputsSchema.Replace("");
    private static readonly ImmutableArray<StackOutput> Outputs = OutputContract.Outputs;

    [Fact]
    public void An_output_that_is_removed_is_refused() =>
        Assert.Equal(
            $"The outputs' contract {OutputContract.Version} is broken: registryBucket is gone. Other teams read these. Leave them as "
                + $"they were, or raise OutputContract.Version to {OutputContract.Version + 1}.",
            Refused(Outputs.RemoveAll(output => output.Name == "registryBucket"))
        );

    [Theory]
    [InlineData("clusterName", "databaseGeneration", "clusterName was type \"string\" and is now \"integer\"")]
    [InlineData("kubeconfig", "clusterName", "kubeconfig was secret true and is now nothing")]
    [InlineData("clusterName", "kubeconfig", "clusterName was secret nothing and is now true")]
    [InlineData("cloud", "lifetime", "cloud was enum [\"gcp\",\"aws\"] and is now [\"durable\",\"disposable\"]")]
    [InlineData("urls", "backup", "urls.app is gone")]
    [InlineData("databaseGenerations", "subnetIds", "databaseGenerations[] was type \"object\" and is now \"string\"")]
    public void An_output_that_looks_otherwise_is_refused(string name, string like, string says) =>
        Assert.Contains(says, Refused(Looking(name, like)), StringComparison.Ordinal);

    [Fact]
    public void A_new_output_is_free() =>
        Assert.Contains(
            "\"clusterName\"",
            OutputsSchema.Replace(OutputsSchema.Replace("", OutputContract.Version, Without("clusterName"))),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_higher_version_may_take_away_and_a_lower_one_is_refused()
    {
        Assert.DoesNotContain(
            "\"clusterName\"",
            OutputsSchema.Replace(Promised, OutputContract.Version + 1, Without("clusterName")),
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidOperationException>(() => OutputsSchema.Replace(Promised, OutputContract.Version - 1, Outputs));
    }

    [Fact]
    public void The_schema_requires_every_output_and_fixes_the_version()
    {
        var schema = JsonNode.Parse(Promised)!;

        Assert.Equal(Outputs.Select(output => output.Name), schema["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(OutputContract.Version, schema["properties"]!["contract"]!["const"]!.GetValue<int>());
    }

    private static string Refused(IEnumerable<StackOutput> outputs) =>
        Assert.Throws<InvalidOperationException>(() => OutputsSchema.Replace(Promised, OutputContract.Version, outputs)).Message;

    private static ImmutableArray<StackOutput> Without(string name) => Outputs.RemoveAll(output => output.Name == name);

    // The outputs, with one that has the shape of another.
    private static IEnumerable<StackOutput> Looking(string name, string like) =>
        Outputs.Select(output => output.Name == name ? Outputs.Single(other => other.Name == like) with { Name = name } : output);
}
