using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the tools of this machine are there, in versions that work.</summary>
internal static partial class ToolsCheck
{
    // Since then the engine takes the objects that Pulumi.yaml declares.
    private static readonly Version Pulumi = new(3, 190, 0);

    // The first one prints no epoch times and pages nothing into a pipe.
    private static readonly Version Aws = new(2, 0);

    // global.json asks for it.
    private static readonly Version DotNet = new(10, 0);

    public static Check Check { get; } =
        new("tools", "The person on call begins by installing tools.", async stack =>
            [.. await Task.WhenAll(Wanted(stack).Select(tool => LookAsync(stack, tool)))]
        );

    private static ImmutableArray<Tool> Wanted(CheckedStack stack) =>
        [
            new("pulumi", ["pulumi", "version"], Pulumi, "https://www.pulumi.com/docs/iac/download-install/"),
            new("dotnet", ["dotnet", "--version"], DotNet, "https://dotnet.microsoft.com/download"),
            .. stack.Config.Cloud.Match<Tool[]>(
                _ =>
                    [
                        new("gcloud", ["gcloud", "--version"], null, "https://cloud.google.com/sdk/docs/install"),
                        new(
                            "gke-gcloud-auth-plugin",
                            ["gke-gcloud-auth-plugin", "--version"],
                            null,
                            "gcloud components install gke-gcloud-auth-plugin"
                        ),
                    ],
                _ =>
                    [new("aws", ["aws", "--version"], Aws, "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html")]
            ),
        ];

    private static async Task<Finding> LookAsync(CheckedStack stack, Tool tool)
    {
        try
        {
            var told = await stack.AskTextAsync(tool.Command);
            var version = Number().Match(told) is { Success: true } match && Version.TryParse(match.Value, out var parsed) ? parsed : null;
            return tool.Oldest is null || version >= tool.Oldest
                ? Finding.Ok($"{tool.Name} {version}")
                : Finding.Fault($"{tool.Name} is {version?.ToString() ?? told.Trim()}, and {tool.Oldest} or newer is needed", tool.Install);
        }
        catch (InvalidOperationException e)
        {
            return Finding.Fault($"{tool.Name} does not run: {e.Message.Trim()}", tool.Install);
        }
    }

    private sealed record Tool(string Name, string[] Command, Version? Oldest, string Install);

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex Number();
}
