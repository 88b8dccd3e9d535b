using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Tests.Engine;

/// <summary>
/// A Pulumi project in a folder of its own that runs the built program, with the real project's config declarations, and a state, a home and secrets of its own, so that
/// nothing of the user's is touched.
/// </summary>
internal sealed class EngineWorkspace
{
    /// <summary>The file of what the engine has encrypted already, by its plain text; the tests' own.</summary>
    public const string Ciphertexts = "encrypted.json";

    // The program that the project file's configuration keys belong to.
    private const string Platform = "Infra.dll";
    private readonly Dictionary<string, string> _environment;
    private readonly string _stack;

    /// <summary>Opens a folder; what an earlier run left there is gone on with.</summary>
    public EngineWorkspace(string folder, string debugProviders, string stack = "test", string program = Platform)
    {
        Folder = folder;
        _stack = stack;
        Directory.CreateDirectory(Path.Combine(folder, "state"));
        var project = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.yaml"));
        File.WriteAllText(Path.Combine(folder, "Pulumi.yaml"), $$"""
            name: infra
            runtime: { name: dotnet, options: { binary: "{{Path.Combine(AppContext.BaseDirectory, program)}}" } }
            {{(program == Platform ? project[project.IndexOf("config:", StringComparison.Ordinal)..] : "")}}
            """);
        _environment = new()
        {
            ["PULUMI_BACKEND_URL"] = $"file://{folder}/state",
            ["PULUMI_HOME"] = $"{folder}/home",
            ["PULUMI_CONFIG_PASSPHRASE"] = "a passphrase for tests",
            ["PULUMI_DEBUG_PROVIDERS"] = debugProviders,
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
        };
    }

    /// <summary>Why engine tests can not run here; null where they can.</summary>
    public static string? Missing { get; } = new[] { "pulumi", "pulumi-language-dotnet" }
        .Where(tool => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))))
        .Select(tool => $"{tool} is not on the PATH; install the Pulumi CLI to run the engine tests").FirstOrDefault();

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Makes the stack.</summary>
    public async Task InitialiseAsync()
    {
        var run = await RunAsync("stack", "init");
        Assert.True(run.Succeeded, run.Output);
    }

    /// <summary>Sets a variable of the engine's environment.</summary>
    public void Tell(string name, string value) => _environment[name] = value;

    /// <summary>Whether the stack was made, here or where the folder was copied from.</summary>
    public bool IsInitialised => File.Exists(StackFile);

    private string StackFile => Path.Combine(Folder, $"Pulumi.{_stack}.yaml");

    /// <summary>Writes the stack's configuration, its secrets encrypted, and leaves what the engine keeps beside it.</summary>
    public void Configure(ConfigurationValues configuration)
    {
        var lines = configuration.Values.Select(pair =>
            $"  {pair.Key}: {Yaml(configuration.Encrypted.Contains(pair.Key) ? WithSecretsClosed(pair.Key, pair.Value) : pair.Value)}").ToList();
        var kept = File.ReadLines(StackFile).Where(line => line.StartsWith("encryption", StringComparison.Ordinal)).ToList();
        File.WriteAllLines(StackFile, [.. kept, "config:", .. lines]);
    }

    private string WithSecretsClosed(string group, string json)
    {
        var values = JsonNode.Parse(json)!.AsObject();
        foreach (var key in ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Where(key => key is IValueKey && key.HoldsSecret))
        {
            if (key.Path == $"{group}.{key.Name}" && values[key.Name]?.GetValue<string>() is { } text)
            {
                values[key.Name] = new JsonObject { ["secure"] = Encrypt(text) };
            }
        }
        return values.ToJsonString();
    }

    // The engine encrypts with the stack's own key; once for each text, because it takes a second.
    private string Encrypt(string text)
    {
        var file = Path.Combine(Folder, $"{_stack}.{Ciphertexts}");
        var known = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsObject() : [];
        if (known[text] is null)
        {
            var run = RunAsync("config", "set-all", "--secret", $"infra:scratch={text}").GetAwaiter().GetResult();
            Assert.True(run.Succeeded, run.Output);
            known[text] = File.ReadLines(StackFile).SkipWhile(line => !line.Contains("infra:scratch:", StringComparison.Ordinal)).ElementAt(1).Split("secure: ")[1];
            File.WriteAllText(file, known.ToJsonString());
        }
        return known[text]!.GetValue<string>();
    }

    /// <summary>Adds lines to the configuration as they stand.</summary>
    public void AppendToStackFile(string yaml) => File.AppendAllText(Path.Combine(Folder, $"Pulumi.{_stack}.yaml"), yaml + "\n");

    /// <summary>Runs <c>pulumi</c> to its end.</summary>
    public async Task<EngineRun> RunAsync(params string[] arguments)
    {
        using var engine = Start(arguments);
        return await engine.EndAsync();
    }

    /// <summary>Runs a script of the repository as in a checkout of this project; <c>STACK</c> among the arguments is the stack's name.</summary>
    public async Task<EngineRun> RunScriptAsync(string script, params string[] arguments)
    {
        var copy = Path.Combine(Folder, script);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(Repository.Root, script), copy, overwrite: true);
        using var engine = StartProcess(copy, [.. arguments.Select(argument => argument == "STACK" ? _stack : argument)]);
        return await engine.EndAsync();
    }

    /// <summary>Starts <c>pulumi</c>.</summary>
    public RunningEngine Start(params string[] arguments) => StartProcess("pulumi", [.. arguments, "--stack", _stack, "--non-interactive", "--color", "never"]);

    private RunningEngine StartProcess(string command, string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }
        return new(start);
    }

    /// <summary>The stack's state, as <c>pulumi stack export</c> gives it.</summary>
    public async Task<JsonObject> ExportAsync()
    {
        var file = Path.Combine(Folder, "export.json");
        var run = await RunAsync("stack", "export", "--file", file);
        Assert.True(run.Succeeded, run.Output);
        return JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
    }

    /// <summary>Puts a state in the place of the stack's own.</summary>
    public async Task ImportAsync(JsonObject state)
    {
        var file = Path.Combine(Folder, "import.json");
        await File.WriteAllTextAsync(file, state.ToJsonString());
        var run = await RunAsync("stack", "import", "--file", file);
        Assert.True(run.Succeeded, run.Output);
    }

    // JSON is YAML; a plain text is quoted.
    private static string Yaml(string value) => value is ['{' or '[', ..] ? value : System.Text.Json.JsonSerializer.Serialize(value);
}
