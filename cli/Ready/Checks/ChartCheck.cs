using System.Collections.Immutable;
using Infra.Configuration;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the chart can be fetched, and the registries of its images answer.</summary>
internal static class ChartCheck
{
    // The registries that the chart's images are in, where no mirror is named.
    private const string ImageRegistry = "quay.io";

    public static Check Check { get; } =
        new(
            "chart",
            "The cluster stands, and the platform can not be installed: its chart or its images can not be fetched.",
            async stack =>
            {
                var chart = stack.Config.Chart;
                return [await ChartAsync(stack, chart), await ImagesAsync(stack, chart)];
            }
        );

    private static async Task<Finding> ChartAsync(CheckedStack stack, ChartSpec chart)
    {
        var index = await stack.AskTextAsync(
            "curl",
            "--silent",
            "--show-error",
            "--fail",
            "--location",
            "--max-time",
            "10",
            $"{chart.Repository.TrimEnd('/')}/index.yaml"
        );
        return Versions(index).Contains(ChartRelease.Current.Version)
            ? Finding.Ok($"{chart.Repository} has the chart {ChartRelease.Current.Version}")
            : Finding.Fault(
                $"{chart.Repository} has no chart astronomer {ChartRelease.Current.Version}",
                "infra:chart.repository: a repository that has it; mirror it while it can be had"
            );
    }

    // The index has an entry for each chart; the lines of one's versions are indented below it.
    private static IEnumerable<string> Versions(string index) =>
        index
            .Split('\n')
            .SkipWhile(line => line.TrimEnd() is not "  astronomer:")
            .Skip(1)
            .TakeWhile(line => line.StartsWith("  -", StringComparison.Ordinal) || line.StartsWith("   ", StringComparison.Ordinal))
            .Select(line => line.Trim().TrimStart('-').Trim())
            .Where(line => line.StartsWith("version:", StringComparison.Ordinal))
            .Select(line => line["version:".Length..].Trim().Trim('"', '\''));

    // Who is not logged in is answered 401, and that is an answer.
    private static async Task<Finding> ImagesAsync(CheckedStack stack, ChartSpec chart)
    {
        var host = (chart.ImageRegistry ?? ImageRegistry).Split('/')[0];
        var status = (
            await stack.AskTextAsync(
                "curl",
                "--silent",
                "--show-error",
                "--output",
                "/dev/null",
                "--write-out",
                "%{http_code}",
                "--max-time",
                "10",
                $"https://{host}/v2/"
            )
        ).Trim();
        return status is "200" or "401"
            ? Finding.Ok($"the images' registry {host} answers")
            : Finding.Fault($"the images' registry {host} answers {status}", "infra:chart.imageRegistry: a mirror that answers");
    }
}
