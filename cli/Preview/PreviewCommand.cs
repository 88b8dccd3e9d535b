using System.CommandLine;
using Infra.Configuration;

namespace Infra.Cli.Preview;

/// <summary>The command <c>preview</c>.</summary>
internal static class PreviewCommand
{
    public static Command Make(Option<string> stack)
    {
        var json = new Option<bool>("--json") { Description = "Writes JSON, for a program" };
        var preview = new Command("preview", "Shows what an up from nothing would make, with no cloud and no engine") { stack, json };
        preview.SetAction((arguments, _) => RunAsync(arguments.GetRequiredValue(stack), arguments.GetValue(json)));
        return preview;
    }

    // 1: the configuration is faulty, or a policy is broken.
    private static async Task<int> RunAsync(string stack, bool asJson)
    {
        try
        {
            var report = await MakeAsync(StackFile.Read($"Pulumi.{stack}.yaml"), stack);
            if (asJson)
            {
                PreviewJson.Write(report, Console.Out);
            }
            else if (Console.IsOutputRedirected)
            {
                PreviewPage.WritePlain(report, Console.Out);
            }
            else
            {
                PreviewPage.WriteColours(report, Console.Out);
            }
            return report.PolicyFaults.IsEmpty ? 0 : 1;
        }
        catch (ConfigurationException e) when (asJson)
        {
            PreviewJson.Write(e, Console.Out);
            return 1;
        }
        catch (ConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    // A platform can be looked at before it has a certificate.
    private static async Task<PreviewReport> MakeAsync(ConfigurationValues values, string stack)
    {
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            return await PreviewReport.MakeAsync(PlatformConfig.Read(values), stack, now);
        }
        catch (ConfigurationException e) when (e.Faults is [{ Key: "infra:tls" } fault])
        {
            var report = await PreviewReport.MakeAsync(PlatformConfig.Read(StackFile.WithClosedCertificate(values)), stack, now);
            return report with { Recovery = [new("before the first up", fault.ToString(), IsWarning: true), .. report.Recovery] };
        }
    }
}
