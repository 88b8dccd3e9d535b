using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Configuration;

namespace Infra.Cli.Import;

/// <summary>Asks the cloud through its own command line tool, with the credentials of whoever runs it.</summary>
/// <param name="config">The stack whose cloud is asked.</param>
/// <param name="run">Runs a command and gives what it printed.</param>
internal sealed class CloudCommand(PlatformConfig config, Func<string[], string> run)
{
    /// <summary>The stack whose cloud is asked.</summary>
    public PlatformConfig Config => config;

    /// <summary>The name of the bucket that keeps the registry's images.</summary>
    public string RegistryBucket =>
        $"{config.Foundation.Names.Permanent("registry")}-{config.Cloud.Match(gcp => gcp.Project, aws => aws.AccountId)}";

    /// <summary>Runs a command of the cloud's own.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public string Run(string[] command) => run(command);

    /// <summary>The newest version of a secret of the platform.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public string Secret(string name) =>
        config.Cloud.Match(
            gcp =>
                run([
                    "gcloud",
                    "secrets",
                    "versions",
                    "access",
                    "latest",
                    "--secret",
                    config.Foundation.Names.Permanent(name),
                    "--project",
                    gcp.Project,
                ]),
            // The tool ends the text in a line end of its own.
            aws =>
                run([
                    "aws",
                    "secretsmanager",
                    "get-secret-value",
                    "--secret-id",
                    $"{config.Foundation.Names.Prefix}/{name}",
                    "--region",
                    aws.Region,
                    "--query",
                    "SecretString",
                    "--output",
                    "text",
                ])[..^1]
        );

    /// <summary>
    /// On AWS, everything that bears the stack's tag, in its region and in that of its copies; nothing on Google Cloud, where ids follow
    /// from names.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public ImmutableArray<string> Tagged() =>
        config.Cloud.Match<ImmutableArray<string>>(
            _ => [],
            aws =>
                [
                    .. new[] { aws.Region, config.Foundation.Copies?.Region }
                        .OfType<string>()
                        .Select(region =>
                            run([
                                "aws",
                                "resourcegroupstaggingapi",
                                "get-resources",
                                "--region",
                                region,
                                "--tag-filters",
                                $"Key=infra-prefix,Values={config.Foundation.Names.Prefix}",
                                "--output",
                                "json",
                            ])
                        ),
                ]
        );

    /// <summary>On AWS, the backups that are replicated to the region of the copies; null where there are none.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public string? Replicated() =>
        config.Cloud.Match(
            _ => null,
            _ =>
                config.Foundation.Copies is { } copies
                    ? run(["aws", "rds", "describe-db-instance-automated-backups", "--region", copies.Region, "--output", "json"])
                    : null
        );

    /// <summary>On Google Cloud, the project's number, which the addresses of Google's own accounts begin with; null on AWS.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public string? ProjectNumber() =>
        config.Cloud.Match<string?>(
            gcp => run(["gcloud", "projects", "describe", gcp.Project, "--format=value(projectNumber)"]).Trim(),
            _ => null
        );

    /// <summary>Runs a command of this machine.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public static string RunOnThisMachine(string[] command)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true }
        ) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', command[..4])}: {errors.Result.Trim()}");
    }
}
