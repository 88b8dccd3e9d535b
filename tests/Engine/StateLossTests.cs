using System.Text.Json.Nodes;
using Infra.Cli.Import;
using Infra.Policy;

namespace Infra.Tests.Engine;

/// <summary>A lost state loses nothing: an <c>up</c> collides, and names lead to everything that holds data or identity.</summary>
public sealed class StateLossTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task With_the_state_lost_an_up_collides_and_an_import_by_names_brings_everything_that_holds_data_or_identity_back(
        string cloud
    )
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var renewal = await stack
            .Edit(("infra:identity", """{ "fernetKeys": [2, 1], "jwtGeneration": 2, "platformTokenGeneration": 2 }"""))
            .UpAsync("--skip-preview");
        Assert.True(renewal.Succeeded, renewal.Output);
        var secrets = stack.SecretsOf("astro-prod-cluster-g1");

        // Who runs up first, finds the stack claimed, and makes nothing.
        await stack.LoseStateAsync();
        var made = Made();
        var first = await stack.UpAsync("--skip-preview");
        Assert.False(first.Succeeded);
        Assert.Matches("(?i)already exists", first.Output);
        Assert.Contains("the platform stands and its state is lost", first.Output, StringComparison.Ordinal);
        Assert.Equal(made, Made());

        // The way back, with the cluster as its next generation.
        stack.Edit(("infra:cluster.generation", "2"));
        var file = Path.Combine(stack.Folder, "import.json");
        var leftOut = await ImportFile.MakeAsync(file, stack.Config, "test", stack.CloudCommand, stack.RunPulumiAsync);
        Assert.DoesNotContain(leftOut, thing => thing.Split(' ') is [var type, var name] && Holdings.Of(type, name) is not null);
        var import = await stack.RunPulumiAsync("import", "--file", file, "--yes", "--protect=false", "--generate-code=false");
        Assert.True(import.Succeeded, import.Output);
        await stack.ImportAsync(await IdentityState.AddAsync(await stack.ExportAsync(), stack.Config, "test", stack.CloudCommand.Secret));

        var events = JsonNode.Parse((await stack.PreviewAsync("--json")).Output)!;
        var touched = events["steps"]!
            .AsArray()
            .Where(step => step!["op"]!.GetValue<string>() is not "same")
            .Select(step => (Op: step!["op"]!.GetValue<string>(), Urn: step["urn"]!.GetValue<string>().Split("::")))
            .Where(step => Holdings.Of(step.Urn[2].Split('$')[^1], step.Urn[3]) is { Lifetime: not Lifetime.ClusterGeneration })
            .ToList();
        Assert.Empty(touched.Where(step => step.Urn[3] != "database-user-g1").Select(step => $"{step.Op} {step.Urn[3]}"));
        var up = await stack.UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(3, stack.Rows("astro-prod-db-g1").Count);
        Assert.Single(stack.World.List(stack.DatabaseType));
        Assert.Equal(secrets, stack.SecretsOf("astro-prod-cluster-g2"));

        // To switch an API on a second time makes nothing.
        int Made() => stack.World.Journal.Count(change => change.Type != "gcp:projects/service:Service");
    }
}
