using System.Text.Json.Nodes;

namespace Infra.Tests.Engine;

/// <summary>What runs every night: the watch for drift writes nothing, and a copy of the state brings a lost one back.</summary>
public sealed class NightlyTests
{
    private const string Nightly = ".ci/nightly";

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Right_after_an_up_nothing_has_drifted_and_nothing_is_written(string cloud)
    {
        await using var stack = await LaunchedAsync(cloud);
        var state = stack.StateFiles;

        var drift = await stack.RunScriptAsync(Nightly, "drift", "STACK");

        Assert.True(drift.Succeeded, drift.Output);
        Assert.Equal(state, stack.StateFiles);
        Assert.Empty(stack.ChangesSinceLaunch);
    }

    [Theory]
    [InlineData(
        "gcp",
        "gcp:sql/databaseInstance:DatabaseInstance",
        "astro-prod-db-g1",
        "DatabaseInstance database-g1 is gone; lost: every user"
    )]
    [InlineData("aws", "aws:route53/record:Record", "db.astro-prod.internal", "Record database-alias is gone")]
    public async Task What_somebody_deleted_by_hand_is_told_and_not_written_into_the_state(
        string cloud,
        string type,
        string name,
        string words
    )
    {
        await using var stack = await LaunchedAsync(cloud);
        stack.World.Lose(type, name);
        var state = stack.StateFiles;

        var drift = await stack.RunScriptAsync(Nightly, "drift", "STACK");

        Assert.False(drift.Succeeded, drift.Output);
        Assert.Contains(words, drift.Output, StringComparison.Ordinal);
        Assert.Equal(state, stack.StateFiles);
        Assert.Empty(stack.ChangesSinceLaunch);
    }

    [Theory]
    [InlineData(
        "gcp",
        "gcp:sql/databaseInstance:DatabaseInstance",
        "settings.diskSize",
        "180",
        "Moved by the cloud itself: database-g1: settings.diskSize 100 -> 180"
    )]
    [InlineData("aws", "aws:eks/nodeGroup:NodeGroup", "scalingConfig.desiredSize", "8", "scalingConfig.desiredSize 1 -> 8")]
    public async Task What_the_cloud_has_moved_by_itself_is_told_and_passes(
        string cloud,
        string type,
        string path,
        string value,
        string words
    )
    {
        await using var stack = await LaunchedAsync(cloud);
        stack.World.ChangeByHand(type, stack.World.List(type)[0].Id, path, JsonNode.Parse(value));

        var drift = await stack.RunScriptAsync(Nightly, "drift", "STACK");

        Assert.True(drift.Succeeded, drift.Output);
        Assert.Contains(words, drift.Output, StringComparison.Ordinal);
        Assert.Contains("Nobody has changed", drift.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", "gcp:compute/firewall:Firewall", "sourceRanges", """["0.0.0.0/0"]""", "it is open to everybody (0.0.0.0/0)")]
    [InlineData("aws", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "toPort", "65535", "other ports are open")]
    [InlineData(
        "gcp",
        "gcp:storage/bucket:Bucket",
        "versioning.enabled",
        "false",
        "an overwritten object can not be brought back any more"
    )]
    [InlineData("aws", "aws:rds/instance:Instance", "deletionProtection", "false", "its deletion protection is taken off")]
    public async Task What_a_hand_has_done_is_named_with_what_it_opens_or_loses(
        string cloud,
        string type,
        string path,
        string value,
        string words
    )
    {
        await using var stack = await LaunchedAsync(cloud);
        stack.World.ChangeByHand(type, stack.World.List(type)[0].Id, path, JsonNode.Parse(value));

        var drift = await stack.RunScriptAsync(Nightly, "drift", "STACK");

        Assert.False(drift.Succeeded, drift.Output);
        Assert.Contains(words, drift.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_cluster_that_does_not_answer_is_no_night_without_drift(string cloud)
    {
        await using var stack = await LaunchedAsync(cloud);
        stack.LoseCluster("astro-prod-cluster-g1", "dead");

        var drift = await stack.RunScriptAsync(Nightly, "drift", "STACK");

        Assert.False(drift.Succeeded, drift.Output);
        Assert.Contains("The cloud could not be looked at", drift.Output, StringComparison.Ordinal);
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

    // The script runs the command as `make build` leaves it.
    private static async Task<RehearsedStack> LaunchedAsync(string cloud)
    {
        var stack = await RehearsedStack.LaunchedAsync(cloud);
        Directory.CreateSymbolicLink(Path.Combine(stack.Folder, ".infra"), AppContext.BaseDirectory);
        return stack;
    }
}
