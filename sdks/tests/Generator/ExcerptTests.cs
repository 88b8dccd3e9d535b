namespace Sdks.Tests.Generator;

/// <summary>The excerpts in schemas/ say what the provider packages say.</summary>
public sealed class ExcerptTests
{
    [Fact]
    public async Task Every_token_name_type_requirement_default_and_secret_is_that_of_the_npm_packages_at_the_pinned_versions()
    {
        var (exitCode, faults) = await NpmPackages.RunAsync("check.js");

        Assert.True(exitCode == 0, faults);
    }
}
