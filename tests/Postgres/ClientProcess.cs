using System.Diagnostics;

namespace Infra.Tests.Postgres;

/// <summary>What the system tells everybody of a running process.</summary>
internal static class ClientProcess
{
    /// <summary>A file of the process under <c>/proc</c>; empty where it has ended meanwhile.</summary>
    /// <param name="process">The process.</param>
    /// <param name="file">The file's name: <c>cmdline</c> has the arguments, <c>environ</c> the environment.</param>
    public static string Told(Process process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
