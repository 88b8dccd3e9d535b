using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Cli.Rehearse;

/// <summary>
/// A Pulumi project in a folder of its own that runs a built program, with a state, a home and secrets of its own. Nothing of the user's
/// stacks, credentials or backends is read or written.
/// </summary>
internal sealed class EngineWorkspace
{
    /// <summary>The passphrase of every stack here; what it encrypts is made up.</summary>
    public const string Passphrase = "a rehearsal keeps no real secret";

    /// <summary>The file of what the engine has encrypted already, by its plain text.</summary>
    public const string Ciphertexts = "encrypted.json";

    // The user's own settings for the engine and the clouds, which a rehearsal must not follow.
    private static readonly string[] Foreign = ["PULUMI_", "AWS_", "GOOGLE_", "CLOUDSDK_", "KUBECONFIG"];

    private readonly Dictionary<string, string> _environment;
    private readonly string _stack;

    /// <summary>Opens a folder; what an earlier run left there is gone on with.</summary>
    public EngineWorkspace(string folder, string debugProviders, string stack, BuiltProgram program)
    {
        (Folder, _stack) = (folder, stack);
        Directory.CreateDirectory(Path.Combine(folder, "state"));
        File.WriteAllText(
            Path.Combine(folder, "Pulumi.yaml"),
            $$"""
            name: infra
            runtime: { name: dotnet, options: { binary: {{JsonSerializer.Serialize(program.File)}} } }
            {{program.Declarations}}
            """
        );
        _environment = new()
        {
            ["PULUMI_BACKEND_URL"] = $"file://{folder}/state",
            ["PULUMI_HOME"] = $"{folder}/home",
            ["PULUMI_CONFIG_PASSPHRASE"] = Passphrase,
            ["PULUMI_DEBUG_PROVIDERS"] = debugProviders,
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
        };
    }

    /// <summary>Why the engine can not be run here; null where it can.</summary>
    public static string? Missing { get; } =
        new[] { "pulumi", "pulumi-language-dotnet" }
            .Where(tool =>
                !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)))
            )
            .Select(tool => $"{tool} is not on the PATH; install the Pulumi CLI: https://www.pulumi.com/docs/iac/download-install/")
            .FirstOrDefault();

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Whether the stack was made, here or where the folder was copied from.</summary>
    public bool IsInitialised => File.Exists(StackFile);

    /// <summary>The engine's last command; null before the first one.</summary>
    public RunningEngine? Running { get; private set; }

    private string StackFile => Path.Combine(Folder, $"Pulumi.{_stack}.yaml");

    /// <summary>Makes the stack.</summary>
    public async Task InitialiseAsync() => (await RunAsync("stack", "init")).Expected();

    /// <summary>Sets a variable of the engine's environment.</summary>
    public void Tell(string name, string value) => _environment[name] = value;

    /// <summary>Writes the stack's configuration, its secrets encrypted, and leaves what the engine keeps beside it.</summary>
    public void Configure(ConfigurationValues configuration)
    {
        var lines = configuration
            .Values.Select(pair =>
                $"  {pair.Key}: {Yaml(configuration.Encrypted.Contains(pair.Key) ? WithSecretsClosed(pair.Key, pair.Value) : pair.Value)}"
            )
            .ToList();
        var kept = File.ReadLines(StackFile).Where(line => line.StartsWith("encryption", StringComparison.Ordinal)).ToList();
        File.WriteAllLines(StackFile, [.. kept, "config:", .. lines]);
    }

    /// <summary>Adds lines to the configuration as they stand.</summary>
    public void AppendToStackFile(string yaml) => File.AppendAllText(StackFile, yaml + "\n");

    /// <summary>Runs <c>pulumi</c> to its end.</summary>
    public async Task<EngineRun> RunAsync(params string[] arguments)
    {
        // Whoever waits for the end reads the last state alone; the ones between take a quarter of the time of a launch.
        // https://www.pulumi.com/docs/iac/cli/environment-variables/
        using var engine = Start(arguments, ("PULUMI_SKIP_CHECKPOINTS", "true"));
        return await engine.EndAsync();
    }

    /// <summary>Starts a <c>pulumi</c> that may be ended early: it keeps its state after each step, as on a user's machine.</summary>
    public RunningEngine Start(params string[] arguments) => Start(arguments, []);

    private RunningEngine Start(string[] arguments, params (string Name, string Value)[] environment) =>
        Running = StartProcess("pulumi", [.. arguments, "--stack", _stack, "--non-interactive", "--color", "never"], environment);

    /// <summary>
    /// Runs a script of a repository as in a checkout of this project; <c>STACK</c> among the arguments is the stack's name.
    /// </summary>
    public async Task<EngineRun> RunScriptAsync(string repository, string script, params string[] arguments)
    {
        var copy = Path.Combine(Folder, script);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(repository, script), copy, overwrite: true);
        using var engine = StartProcess(copy, [.. arguments.Select(argument => argument == "STACK" ? _stack : argument)]);
        return await engine.EndAsync();
    }

    /// <summary>The stack's state, as <c>pulumi stack export</c> gives it.</summary>
    public async Task<JsonObject> ExportAsync()
    {
        var file = Path.Combine(Folder, "export.json");
        (await RunAsync("stack", "export", "--file", file)).Expected();
        return JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
    }

    /// <summary>Puts a state in the place of the stack's own.</summary>
    public async Task ImportAsync(JsonObject state)
    {
        var file = Path.Combine(Folder, "imported.json");
        await File.WriteAllTextAsync(file, state.ToJsonString());
        (await RunAsync("stack", "import", "--file", file)).Expected();
    }

    /// <summary>
    /// Puts the last whole checkpoint in the place of one that a killed engine has half written. Only a backend of files can be left so: an
    /// object in a bucket is written whole or not at all.
    /// </summary>
    public void MendCheckpoint()
    {
        var checkpoint = Path.Combine(Folder, "state", ".pulumi", "stacks", "infra", $"{_stack}.json");
        if (!IsWhole(checkpoint) || !IsWhole($"{checkpoint}.attrs"))
        {
            File.Copy($"{checkpoint}.bak", checkpoint, overwrite: true);
            File.Copy($"{checkpoint}.bak.attrs", $"{checkpoint}.attrs", overwrite: true);
        }
    }

    private static bool IsWhole(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private RunningEngine StartProcess(string command, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in _environment.Select(pair => (pair.Key, pair.Value)).Concat(environment))
        {
            start.Environment[name] = value;
        }
        return new(start);
    }

    private string WithSecretsClosed(string group, string json)
    {
        var values = JsonNode.Parse(json)!.AsObject();
        foreach (
            var key in ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All).Where(key => key is IValueKey && key.HoldsSecret)
        )
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
            RunAsync("config", "set-all", "--secret", $"infra:scratch={text}").GetAwaiter().GetResult().Expected();
            known[text] = File.ReadLines(StackFile)
                .SkipWhile(line => !line.Contains("infra:scratch:", StringComparison.Ordinal))
                .ElementAt(1)
                .Split("secure: ")[1];
            File.WriteAllText(file, known.ToJsonString());
        }
        return known[text]!.GetValue<string>();
    }

    // JSON is YAML; a plain text is quoted.
    private static string Yaml(string value) => value is ['{' or '[', ..] ? value : JsonSerializer.Serialize(value);
}
