using Pulumi;
using Pulumi.Utilities;

namespace Sdks.Tests.Core;

public sealed class ResourceOptionsTests
{
    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task Every_option_reaches_the_engine()
    {
        await _engine.RunStackAsync(() =>
        {
            var cluster = new Thing("cluster");
            new Thing(
                "a",
                options: new()
                {
                    Version = "1.2.3",
                    PluginDownloadURL = "https://plugins",
                    Protect = true,
                    RetainOnDelete = true,
                    DeletedWith = cluster,
                    IgnoreChanges = { "text" },
                    ReplaceOnChanges = { "count" },
                    HideDiffs = { "tags" },
                    DeleteBeforeReplace = false,
                    ImportId = "existing",
                    AdditionalSecretOutputs = { "secret" },
                    CustomTimeouts = new() { Create = TimeSpan.FromMinutes(90), Delete = TimeSpan.FromSeconds(0.5) },
                }
            );
        });
        var (request, cluster) = (_engine["a"], FakeEngine.UrnOf(Thing.Token, "cluster"));
        Assert.Equal(("1.2.3", "https://plugins", "existing"), (request.Version, request.PluginDownloadUrl, request.ImportId));
        Assert.True(request is { Protect: true, RetainOnDelete: true, DeleteBeforeReplaceDefined: true, DeleteBeforeReplace: false });
        Assert.Equal(cluster, request.DeletedWith);
        Assert.Equal(
            ["text", "count", "tags", "secret"],
            [.. request.IgnoreChanges, .. request.ReplaceOnChanges, .. request.HideDiffs, .. request.AdditionalSecretOutputs]
        );
        Assert.Equal(
            ("5400000000000ns", "", "500000000ns"),
            (request.CustomTimeouts.Create, request.CustomTimeouts.Update, request.CustomTimeouts.Delete)
        );
        Assert.True(request is { AcceptSecrets: true, AcceptResources: true, SupportsResultReporting: true });
    }

    [Fact]
    public async Task Options_that_are_not_set_are_left_to_the_engine()
    {
        await _engine.RunStackAsync(() => new Thing("a"));
        var request = _engine["a"];
        Assert.True(
            request is { HasProtect: false, HasRetainOnDelete: false, DeleteBeforeReplaceDefined: false, CustomTimeouts: null, Hooks: null }
        );
    }

    [Fact]
    public async Task Merged_options_join_lists_and_the_second_wins()
    {
        var first = new CustomResourceOptions
        {
            Protect = true,
            Version = "1",
            IgnoreChanges = { "a" },
            AdditionalSecretOutputs = { "s" },
        };
        var second = new CustomResourceOptions
        {
            Protect = false,
            IgnoreChanges = { "b" },
            DependsOn = { new DependencyResource("urn:pulumi:a::b::c::d") },
        };
        var merged = CustomResourceOptions.Merge(first, second);
        Assert.True(merged is { Protect: false, Version: "1" });
        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["s"], merged.AdditionalSecretOutputs);
        Assert.Single(await OutputUtilities.GetValueAsync(merged.DependsOn.ToOutput()));

        merged.IgnoreChanges.Add("c");
        Assert.Equal(["a"], first.IgnoreChanges);
        Assert.NotNull(CustomResourceOptions.Merge(null, null));
    }

    [Fact]
    public async Task Merged_providers_keep_the_last_of_each_package_and_one_beside_several_is_refused()
    {
        await _engine.RunStackAsync(() =>
        {
            var (first, second) = (new TestProvider("first"), new TestProvider("second"));
            var merged = ComponentResourceOptions.Merge(new() { Providers = { first } }, new() { Providers = { second } });
            Assert.Equal([second], merged.Providers);
            Assert.Throws<ResourceException>(() => new Group("g", ComponentResourceOptions.Merge(new() { Provider = first }, merged)));
        });
    }

    [Fact]
    public async Task An_option_the_engine_does_not_know_fails_the_program()
    {
        _engine.Unsupported.Add("deletedWith");
        var exitCode = await _engine.RunAsync(() =>
        {
            _ = new Stack();
            new Thing("b", options: new() { DeletedWith = new Thing("a") });
        });
        Assert.Equal(32, exitCode);
        Assert.Contains("deletedWith", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }
}
