using Infra.Cli;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>On the real engine, images and sets are copied to another region, and nobody can take them away who may not.</summary>
public sealed class CopiesTests
{
    private const string Registry = "astro-prod-registry-123456789012";
    private const string Copy = "astro-prod-copies-registry-eu-west-1-123456789012";
    private const string Image = "docker/registry/v2/blobs/one";

    [Fact]
    public async Task An_image_is_copied_and_a_lock_holds_what_is_copied_after_it()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        var (here, there) = (stack.World.Bucket(Registry), stack.World.Bucket(Copy));
        here.Put("before the lock");
        stack.World.Now += TimeSpan.FromMinutes(5);

        await UpAsync(stack, ("infra:copies.lock", "\"governance\""));
        here.Put(Image);
        here.Delete("before the lock");
        stack.World.Now += TimeSpan.FromMinutes(5);

        Assert.Equal(["before the lock", Image], there.Keys);
        there.Delete("before the lock", there.Versions.Single(one => one.Key == "before the lock").Id);
        Assert.Throws<Refusal>(() => there.Delete(Image, there.Versions.Single(one => one.Key == Image).Id));
        Assert.True((await stack.PreviewAsync("--expect-no-changes")).Succeeded);
    }

    [Fact]
    public async Task A_lock_becomes_stronger_and_never_weaker()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        await UpAsync(stack, ("infra:copies.lock", "\"governance\""));
        Refused(await stack.Edit(("infra:copies.lock", null)).PreviewAsync(), "copies-registry-eu-west-1-lock");

        var stronger = await stack.Edit(("infra:copies.lock", "\"compliance\"")).PreviewAsync();
        Assert.True(stronger.Succeeded, stronger.Output);
        Assert.Contains(
            "compliance can never be undone: for 14 days from its copying nobody can",
            stronger.Output,
            StringComparison.Ordinal
        );
        await UpAsync(stack);

        Refused(
            await stack.Edit(("infra:copies.lock", "\"governance\"")).PreviewAsync(),
            "infra:copies.lock was compliance, which can never be undone.",
            "Write lock: compliance"
        );
        Refused(await stack.Edit(("infra:copies.lock", null)).PreviewAsync(), "copies-registry-eu-west-1-lock");
        Refused(
            await stack.Edit(("infra:copies", null)).PreviewAsync(),
            "The copies are in eu-west-1, and infra:copies.region says nothing"
        );
    }

    // README, "Teardown": what protects the locks is taken off by hand, and nothing else is.
    [Fact]
    public async Task A_stack_whose_copies_were_locked_by_governance_is_torn_down_by_the_lines_of_the_documentation()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        await UpAsync(stack, ("infra:copies.lock", "\"governance\""));
        stack.World.Put(Registry, Image);
        stack.World.Now += TimeSpan.FromMinutes(5);

        foreach (var noun in (string[])["registry", "escrow"])
        {
            var urn = (await stack.ExportAsync())["deployment"]!["resources"]!
                .AsArray()
                .Select(resource => resource!["urn"]!.GetValue<string>())
                .Single(urn => urn.EndsWith($"::copies-{noun}-eu-west-1-lock", StringComparison.Ordinal));
            var free = await stack.RunPulumiAsync("state", "unprotect", urn, "--yes");
            Assert.True(free.Succeeded, free.Output);
        }
        await UpAsync(stack, ("infra:copies.lock", null), ("infra:lifetime", "\"disposable\""));
        var refreshed = await stack.RefreshAsync();
        Assert.True(refreshed.Succeeded, refreshed.Output);
        var destroy = await stack.RunPulumiAsync("destroy", "--yes");

        Assert.True(destroy.Succeeded, destroy.Output);
        Assert.DoesNotContain(stack.World.Objects, thing => thing.Type == "aws:s3/bucket:Bucket");
    }

    private static async Task UpAsync(RehearsedStack stack, params (string Path, string? Json)[] edits)
    {
        var up = await stack.Edit(edits).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
    }

    private static void Refused(EngineRun run, params string[] words)
    {
        Assert.False(run.Succeeded, run.Output);
        Assert.All(words, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
    }
}
