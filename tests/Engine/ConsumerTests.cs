using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Documents;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Engine;

/// <summary>Another team's program reads the platform's outputs by a StackReference, on the real engine.</summary>
public sealed class ConsumerTests
{
    private const string Platform = "organization/infra/test";
    private const string Passphrase = EngineWorkspace.Passphrase;

    [Theory]
    [InlineData("gcp", "projects/my-project/secrets/astro-prod-platform-auth-token")]
    [InlineData("aws", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:astro-prod/platform-auth-token-")]
    public async Task A_stack_with_another_passphrase_reads_what_is_plain_and_the_reference_of_what_is_secret(
        string cloud,
        string reference
    )
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var consumer = stack.Consumer("a passphrase of another team");

        var up = await consumer.UpAsync(Platform, kubeconfig: false);

        Assert.True(up.Succeeded, up.Output);
        var outputs = await consumer.OutputsAsync();
        Assert.Equal("registry.astro.example.com/our-team/dags:1.4.0", outputs["image"]!.GetValue<string>());
        Assert.Equal("https://app.astro.example.com", outputs["app"]!.GetValue<string>());
        Assert.NotEmpty(outputs["subnets"]!.AsArray());
        Assert.StartsWith(reference, outputs["tokenReference"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_with_another_passphrase_is_told_that_it_can_not_read_a_secret_output()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");

        var up = await stack.Consumer("a passphrase of another team").UpAsync(Platform, kubeconfig: true);

        Assert.False(up.Succeeded);
        Assert.Contains("The output kubeconfig is encrypted with a key that this stack may not use.", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_with_the_same_passphrase_reads_a_secret_output_and_keeps_it_secret()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        var consumer = stack.Consumer(Passphrase);

        var up = await consumer.UpAsync(Platform, kubeconfig: true);

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal("[secret]", (await consumer.OutputsAsync())["kubeconfig"]!.GetValue<string>());
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_outputs_of_a_launched_stack_are_as_the_schema_says(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var outputs = (await stack.ExportAsync())["deployment"]!["resources"]!
            .AsArray()
            .Single(resource => resource!["type"]!.GetValue<string>() == "pulumi:pulumi:Stack")!["outputs"]!;

        Assert.Empty(Faults(outputs, JsonNode.Parse(OutputsSchema.Replace(""))!, "outputs"));
    }

    // Those keywords of JSON Schema that the file uses; a secret is an envelope in the state.
    private static IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string path) =>
        (value, schema["type"]?.GetValue<string>()) switch
        {
            _ when schema["secret"] is not null => value is JsonObject envelope && envelope.ContainsKey("ciphertext")
                ? []
                : [$"{path} is not encrypted"],
            (_, null) => schema["enum"]!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value))
                ? []
                : [$"{path} is none of its choices"],
            (JsonArray list, "array") => list.SelectMany((item, index) => Faults(item, schema["items"]!, $"{path}[{index}]")),
            (JsonObject map, "object") when schema["additionalProperties"] is { } each => map.SelectMany(pair =>
                Faults(pair.Value, each, $"{path}.{pair.Key}")
            ),
            (JsonObject map, "object") => schema["properties"]!
                .AsObject()
                .SelectMany(pair => Faults(map[pair.Key], pair.Value!, $"{path}.{pair.Key}"))
                .Concat(
                    map.Where(pair => schema["properties"]![pair.Key] is null).Select(pair => $"{path}.{pair.Key} is not in the schema")
                ),
            ({ } one, "string") when one.GetValueKind() == JsonValueKind.String => [],
            ({ } one, "integer") when one.GetValueKind() == JsonValueKind.Number && one.GetValue<double>() % 1 == 0 => [],
            (_, var type) => [$"{path} is no {type}"],
        };
}
