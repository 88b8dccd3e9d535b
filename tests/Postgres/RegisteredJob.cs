using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Tests.Platform;

namespace Infra.Tests.Postgres;

/// <summary>The container of a job or a probe as the program has registered it, run on this machine against a real server.</summary>
internal sealed class RegisteredJob
{
    private readonly ProcessStartInfo _start;

    /// <param name="platform">What the program has registered.</param>
    /// <param name="name">The job's logical name.</param>
    /// <param name="server">The server that its host names lead to.</param>
    public RegisteredJob(HandMadePlatform platform, string name, PostgresServer server)
    {
        var container = platform.Container(name);
        var command = Assert.IsType<ImmutableArray<object>>(container["command"]).Cast<string>().ToArray();
        _start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var variable in Assert.IsType<ImmutableArray<object>>(container["env"]).Cast<ImmutableDictionary<string, object>>())
        {
            _start.Environment[(string)variable["name"]] = variable.TryGetValue("value", out var value)
                ? (string)value
                : OfSecret(platform, name[(name.LastIndexOf('-') + 1)..], Map(Map(variable["valueFrom"])["secretKeyRef"]));
        }
        // DNS and the instance's port are not this machine's; everything else is as it was registered.
        _start.Environment["PGHOSTADDR"] = "127.0.0.1";
        _start.Environment["PGPORT"] = $"{server.Port}";
    }

    /// <summary>The password that the administrator has.</summary>
    /// <param name="platform">What the program has registered.</param>
    /// <param name="cluster">The cluster's generation.</param>
    public static string Password(HandMadePlatform platform, int cluster = 1) =>
        (string)Map(platform[$"astronomer-bootstrap-g{cluster}"]["stringData"])["password"];

    /// <summary>Gives the container another value of a secret, which the mocks make up.</summary>
    public RegisteredJob With(string variable, string value)
    {
        Assert.True(_start.Environment.ContainsKey(variable), variable);
        _start.Environment[variable] = value;
        return this;
    }

    /// <summary>Gives the container what a cluster gives every pod.</summary>
    public RegisteredJob Given(string variable, string value)
    {
        _start.Environment[variable] = value;
        return this;
    }

    /// <summary>Starts it.</summary>
    public Process Start() => Process.Start(_start)!;

    /// <summary>Starts another command in the container, as <c>kubectl exec</c> does.</summary>
    public Process Start(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _start.Environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end and gives how it ended and what it has logged.</summary>
    public async Task<(bool Succeeded, string Log)> RunAsync()
    {
        using var process = Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, await output + await errors);
    }

    private static string OfSecret(HandMadePlatform platform, string cluster, ImmutableDictionary<string, object> reference) =>
        (string)Map(platform[$"{reference["name"]}-{cluster}"]["stringData"])[(string)reference["key"]];

    private static ImmutableDictionary<string, object> Map(object value) => Assert.IsType<ImmutableDictionary<string, object>>(value);
}
