using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Tests.StateHome;

/// <summary>A run of a bootstrap script; a recorder stands in for the command lines that it asks.</summary>
[UnsupportedOSPlatform("windows")]
internal static class BootstrapScript
{
    // Answers what the scripts read; a thing is there or not as EXISTS says. What a command is piped is its last word.
    private const string Recorder = """
        #!/usr/bin/env bash
        case "$*" in *"--input -"*) set -- "$@" "$(cat)" ;; esac
        printf '%s\x1f' "${@//$'\n'/ }" >> "$CALLS"; echo >> "$CALLS"
        case "$*" in
        *get-caller-identity*) echo 123456789012 ;;
        *create-key*) echo arn:aws:kms:eu-west-1:123456789012:key/k ;;
        *describe-key*) [ "$EXISTS" = true ] && echo arn:aws:kms:eu-west-1:123456789012:key/k ;;
        *projectNumber*) echo 42 ;;
        *default_branch*) echo main ;;
        *teams/owners* | *users/somebody*) echo 7 ;;
        *"deployment-branch-policies --jq"*) [ "$EXISTS" = true ] && echo main ;;
        *list-policy-versions*) [ "$EXISTS" = true ] && echo v2 ;;
        *head-bucket* | *get-role\ * | *get-policy\ * | *get-open-id-connect-provider* | *" describe "*) [ "$EXISTS" = true ] ;;
        esac
        """;

    private static readonly Dictionary<string, string[]> Arguments = new()
    {
        ["aws"] = ["astro", "my-org/infra", "eu-west-1"],
        ["gcp"] = ["astro", "my-org/infra", "my-project", "my-state", "europe-west4"],
        ["github"] = ["my-org/infra", "my-org/owners"],
    };

    /// <summary>Runs a script to its end, and gives every call of a command line and what the script printed.</summary>
    /// <param name="script">Its name in <c>bootstrap/</c>.</param>
    /// <param name="exists">Whether everything is there already.</param>
    public static async Task<(List<string[]> Calls, string Output)> RunAsync(string script, bool exists)
    {
        var (exitCode, calls, output, errors) = await RunAsync(script, Arguments[script], exists);
        Assert.True(exitCode == 0, errors);
        return (calls, output);
    }

    /// <summary>Runs a script with other arguments; how it ended, too.</summary>
    public static async Task<(int ExitCode, List<string[]> Calls, string Output, string Errors)> RunAsync(
        string script,
        string[] arguments,
        bool exists = false
    )
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var tool = Path.Combine(
            folder,
            script switch
            {
                "aws" => "aws",
                "gcp" => "gcloud",
                _ => "gh",
            }
        );
        await File.WriteAllTextAsync(tool, Recorder, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Combine(folder, "calls"), "", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "bootstrap", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
        start.Environment["CALLS"] = Path.Combine(folder, "calls");
        start.Environment["EXISTS"] = exists ? "true" : "false";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var calls = await File.ReadAllLinesAsync(Path.Combine(folder, "calls"), TestContext.Current.CancellationToken);
        return (process.ExitCode, [.. calls.Select(line => line.TrimEnd('\x1f').Split('\x1f'))], output, await errors);
    }

    /// <summary>The JSON that one call gave as an option.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="command">The call's command, for example <c>put-role-policy</c>.</param>
    /// <param name="name">A further word of the call.</param>
    /// <param name="option">The option that comes before the JSON.</param>
    public static JsonNode Document(IEnumerable<string[]> calls, string command, string name, string option)
    {
        var call = calls.Single(words => words.Contains(command) && words.Contains(name));
        return JsonSerializer.Deserialize<JsonNode>(call[Array.IndexOf(call, option) + 1])!;
    }
}
