using System.Text.Json.Nodes;

namespace Infra.Tests.Engine;

/// <summary>What runs every night: the watch for drift writes nothing, and a copy of the state brings a lost one back.</summary>
public sealed class NightlyTests
{
    private const string Nightly = ".ci/nightly";

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Right_after_an_up_nothing_has_drifted_and_nothing_is_written(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var state = stack.StateFiles;

        var drift = await stack.RunScriptAsync(Nightly, "drift", "STACK");

        Assert.True(drift.Succeeded, drift.Output);
        Assert.Equal(state, stack.StateFiles);
        Assert.Empty(stack.ChangesSinceLaunch);
    }

    [Theory]
    [InlineData("gcp", "gcp:sql/databaseInstance:DatabaseInstance", "astro-prod-db-g1")]
    [InlineData("aws", "aws:route53/record:Record", "db.astro-prod.internal")]
    public async Task What_somebody_deleted_by_hand_is_told_and_not_written_into_the_state(string cloud, string type, string name)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.World.Lose(type, name);
        var state = stack.StateFiles;

        var drift = await stack.RunScriptAsync(Nightly, "drift", "STACK");

        Assert.False(drift.Succeeded, drift.Output);
        Assert.Contains(type.Split(':')[^1], drift.Output, StringComparison.Ordinal);
        Assert.Equal(state, stack.StateFiles);
        Assert.Empty(stack.ChangesSinceLaunch);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Last_night_s_copy_holds_no_readable_secret_and_brings_a_lost_state_back(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var folder = Directory.CreateTempSubdirectory("infra-copies-").FullName;

        var export = await stack.RunScriptAsync(Nightly, "export", "STACK", folder);

        Assert.True(export.Succeeded, export.Output);
        var copy = await File.ReadAllTextAsync(export.Output.Trim(), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("PRIVATE KEY", copy, StringComparison.Ordinal);
        // A certificate is for everybody to see; the key to it was looked for above.
        var secrets = stack
            .SecretsOf("astro-prod-cluster-g1")
            .Values.Where(secret => !secret.Contains("CERTIFICATE", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret.Split(": ", 2)[1].Split('\n')[0], copy, StringComparison.Ordinal));

        await stack.LoseStateAsync();
        await stack.ImportAsync(JsonNode.Parse(copy)!.AsObject());
        var preview = await stack.PreviewAsync("--expect-no-changes");
        Assert.True(preview.Succeeded, preview.Output);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_empty_state_is_not_taken_for_a_copy()
    {
        await using var stack = await RehearsedStack.EmptyAsync("aws");

        var export = await stack.RunScriptAsync(Nightly, "export", "STACK", "copies");

        Assert.False(export.Succeeded);
        Assert.Contains("is empty; nothing was copied", export.Output, StringComparison.Ordinal);
    }
}
