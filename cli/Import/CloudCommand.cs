using System.Diagnostics;
using Infra.Configuration;

namespace Infra.Cli.Import;

/// <summary>The cloud's own command line tool, with the credentials of whoever runs it.</summary>
internal static class CloudCommand
{
    /// <summary>The newest version of a secret of the platform.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public static string Secret(PlatformConfig config, string name)
    {
        return config.Cloud switch
        {
            CloudConfig.Gcp gcp => Run("gcloud", "secrets", "versions", "access", "latest", "--secret", config.Foundation.Names.Permanent(name), "--project", gcp.Project),
            // The tool ends the text in a line end of its own.
            CloudConfig.Aws aws => Run("aws", "secretsmanager", "get-secret-value", "--secret-id", $"{config.Foundation.Names.Prefix}/{name}",
                "--region", aws.Region, "--query", "SecretString", "--output", "text")[..^1],
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.Cloud, "Say here how this cloud shows a secret."),
        };
    }

    /// <summary>On AWS, everything that bears the stack's tag; null on Google Cloud, where ids follow from names.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public static string? Tagged(PlatformConfig config)
    {
        return config.Cloud is CloudConfig.Aws aws
            ? Run("aws", "resourcegroupstaggingapi", "get-resources", "--region", aws.Region, "--tag-filters", $"Key=infra-prefix,Values={config.Foundation.Names.Prefix}", "--output", "json")
            : null;
    }

    /// <summary>On Google Cloud, the project's number, which the addresses of Google's own accounts begin with; null on AWS.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public static string? ProjectNumber(PlatformConfig config)
    {
        return config.Cloud is CloudConfig.Gcp gcp ? Run("gcloud", "projects", "describe", gcp.Project, "--format=value(projectNumber)").Trim() : null;
    }

    private static string Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{tool} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} {string.Join(' ', arguments[..3])}: {errors.Result.Trim()}");
    }
}
