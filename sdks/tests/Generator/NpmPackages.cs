using System.Text.RegularExpressions;

namespace Sdks.Tests.Generator;

/// <summary>The provider packages on npm at the pinned versions, and the scripts of <c>sdks/excerpt</c> that read them.</summary>
internal static partial class NpmPackages
{
    // One restore at a time: the tests share the folder.
    private static readonly Lazy<Task<(int ExitCode, string Output)>> Restored = new(() =>
        Tool.RunAsync(Folder, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
    );

    private static string Folder => Path.Combine(Schemas.Root, "sdks", "excerpt");

    // npm's words for a registry that is out of reach; any other failure is ours.
    [GeneratedRegex("ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH")]
    private static partial Regex OutOfReach { get; }

    /// <summary>Runs a script over the packages; skips the test where they can not be had.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        Tool.Require("install Node.js 20 or newer to compare with the provider packages.", "node", "npm");
        var (exitCode, output) = await Restored.Value;
        Assert.SkipWhen(
            OutOfReach.IsMatch(output),
            $"npm does not reach its registry, so nothing was compared with the provider packages: {output.Trim()}"
        );
        Assert.True(exitCode == 0, output);
        return await Tool.RunAsync(Folder, "node", script);
    }
}
