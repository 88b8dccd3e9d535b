namespace Infra.Tests.Engine;

/// <summary>
/// A promise that protects data is held at the program's end of the wire: in <c>pulumi preview</c> and <c>up</c>, with or without
/// <c>make</c>.
/// </summary>
public sealed class JudgedProgramTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_bucket_that_is_neither_kept_nor_versioned_stops_an_up_before_anything_is_registered(string cloud)
    {
        var mistaken = RehearsedStack.Platform with { File = Path.Combine(AppContext.BaseDirectory, "Infra.Tests.Programs.dll") };
        await using var stack = await RehearsedStack.EmptyAsync(cloud, program: mistaken);

        var up = await stack.UpAsync("--skip-preview");

        Assert.False(up.Succeeded);
        Assert.Contains(
            "3 promises that protect data; nothing was registered and nothing was changed:",
            up.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("- more-images: it is not both protected and retained", up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", up.Output, StringComparison.Ordinal);
        var resources = (await stack.ExportAsync())["deployment"]!["resources"]?.AsArray() ?? [];
        Assert.All(resources, resource => Assert.Equal("pulumi:pulumi:Stack", resource!["type"]!.GetValue<string>()));
        Assert.Empty(stack.World.Journal);
    }
}
