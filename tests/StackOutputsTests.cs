using System.Collections.Immutable;
using Infra.Outputs;
using Pulumi;

namespace Infra.Tests;

/// <summary>What other teams build on.</summary>
public sealed class StackOutputsTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_outputs_have_the_same_names_on_both_clouds(string cloud) =>
        Assert.Equal(
            [
                "backup",
                "baseDomain",
                "cloud",
                "clusterGeneration",
                "clusterName",
                "contract",
                "copyRegions",
                "databaseGeneration",
                "databaseGenerations",
                "databaseHost",
                "databaseInstance",
                "escrowBucket",
                "ingressAddresses",
                "kubeconfig",
                "lifetime",
                "networkId",
                "prometheusReplicas",
                "registryBucket",
                "registryHost",
                "restoredFrom",
                "secretReferences",
                "subnetIds",
                "taskLogBuckets",
                "urls",
                "verification",
            ],
            (await SampleStack.EvaluateAsync(cloud)).Outputs.Keys
        );

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task An_output_is_secret_where_the_contract_says_so_and_nowhere_else(string cloud)
    {
        var outputs = (await SampleStack.EvaluateAsync(cloud)).Outputs;

        foreach (var output in OutputContract.Outputs)
        {
            Assert.Equal((output.Name, output.IsSecret), (output.Name, await IsSecretAsync(outputs[output.Name])));
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Two_evaluations_register_the_same_things(string cloud)
    {
        var first = await SampleStack.EvaluateAsync(cloud);
        var second = await SampleStack.EvaluateAsync(cloud);

        Assert.Equal(Lines(first), Lines(second));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Every_logical_name_is_used_once_for_its_type(string cloud)
    {
        var names = (await SampleStack.EvaluateAsync(cloud)).Resources.Select(resource => $"{resource.Type} {resource.Name}").ToList();

        Assert.Equal(names.Distinct(), names);
    }

    private static async Task<bool> IsSecretAsync(object? value) =>
        value switch
        {
            Output<string> output => await Output.IsSecretAsync(output),
            Output<ImmutableArray<string>> output => await Output.IsSecretAsync(output),
            Output<ImmutableDictionary<string, string>> output => await Output.IsSecretAsync(output),
            Output<ImmutableArray<ImmutableDictionary<string, object>>> output => await Output.IsSecretAsync(output),
            _ => false,
        };

    private static IEnumerable<string> Lines(OfflineEvaluation evaluation) =>
        evaluation
            .Resources.Select(resource =>
                $"{resource.Type} {resource.Name} {resource.Options.Protect} {resource.Options.RetainOnDelete} "
                + string.Join(
                    ", ",
                    resource.Inputs.Select(input => $"{input.Key}={System.Text.Json.JsonSerializer.Serialize(input.Value)}")
                )
            )
            .Order(StringComparer.Ordinal);
}
