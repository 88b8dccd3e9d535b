using System.Text.RegularExpressions;

namespace Sdks.Tests.Generator;

/// <summary>The excerpts in schemas/ say what the provider packages say.</summary>
public sealed partial class ExcerptTests
{
    // npm's words for a registry that is out of reach; any other failure is ours.
    [GeneratedRegex("ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH")]
    private static partial Regex OutOfReach { get; }

    [Fact]
    public async Task Every_token_name_type_requirement_default_and_secret_is_that_of_the_npm_packages_at_the_pinned_versions()
    {
        Tool.Require("install Node.js 20 or newer to compare schemas/ with the provider packages.", "node", "npm");
        var folder = Path.Combine(Schemas.Root, "sdks", "excerpt");
        var (installed, said) = await Tool.RunAsync(folder, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
        Assert.SkipWhen(OutOfReach.IsMatch(said), $"npm does not reach its registry, so schemas/ was not compared with the provider packages: {said.Trim()}");
        Assert.True(installed == 0, said);

        var (exitCode, faults) = await Tool.RunAsync(folder, "node", "check.js");

        Assert.True(exitCode == 0, faults);
    }
}
