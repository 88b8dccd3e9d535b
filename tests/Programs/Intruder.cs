using Pulumi;

namespace Infra.Tests.Programs;

/// <summary>A program of bad intent: it tries what would talk its judge round, and says what it could do.</summary>
internal static class Intruder
{
    public static IDictionary<string, object?> Declare()
    {
        var plan = new Config("programs").Require("plan");
        Try("writes the plan", () => File.AppendAllText(plan, "nothing is lost"));
        Try("reads the plan", () => File.ReadAllText(plan));
        Try("writes beside the plan", () => File.WriteAllText(Path.Combine(Path.GetDirectoryName(plan)!, "left-out"), ""));
        foreach (
            var name in (string[])
                ["AWS_SECRET_ACCESS_KEY", "PULUMI_CONFIG_PASSPHRASE", "PULUMI_BACKEND_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"]
        )
        {
            Try($"knows {name}", () => ArgumentException.ThrowIfNullOrEmpty(Environment.GetEnvironmentVariable(name)));
        }
        Try("sees the engine's environment", () => File.ReadAllBytes($"/proc/{Parent()}/environ"));
        return new Dictionary<string, object?>();
    }

    private static void Try(string what, Action attempt)
    {
        try
        {
            attempt();
            Log.Info($"The program {what}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Log.Info("The program was refused.");
        }
    }

    // The language host, which has the engine's environment.
    private static string Parent() => File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ')[1];
}
