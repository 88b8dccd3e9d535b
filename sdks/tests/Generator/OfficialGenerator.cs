using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Sdks.Tests.Generator;

/// <summary><c>pulumi package gen-sdk</c>: what Pulumi itself makes of a schema.</summary>
internal static class OfficialGenerator
{
    /// <summary>The C# files it writes.</summary>
    public static async Task<IReadOnlyList<string>> SourcesAsync(string schema)
    {
        Tool.Require(
            "install the Pulumi CLI to compare with the classes that Pulumi itself generates.",
            "pulumi",
            "pulumi-language-dotnet"
        );
        var folder = Directory.CreateTempSubdirectory("gen-sdk-").FullName;
        try
        {
            using var logo = new TcpListener(IPAddress.Loopback, 0);
            logo.Start();
            // It fetches the package's logo, from pulumi.com where the schema names none.
            var withLogo = JsonNode.Parse(schema)!.AsObject();
            withLogo["logoUrl"] = $"http://{logo.LocalEndpoint}/logo.png";
            await File.WriteAllTextAsync(Path.Combine(folder, "schema.json"), withLogo.ToJsonString());

            var serving = ServeAsync(logo);
            var (exitCode, output) = await Tool.RunAsync(
                folder,
                "pulumi",
                "package",
                "gen-sdk",
                "./schema.json",
                "--language",
                "dotnet",
                "--out",
                "out",
                "--non-interactive",
                "--color",
                "never"
            );
            Assert.True(exitCode == 0, output);
            await serving.WaitAsync(TimeSpan.FromSeconds(10));
            return [.. Directory.EnumerateFiles(Path.Combine(folder, "out"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlogo"));
    }
}
