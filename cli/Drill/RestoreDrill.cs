using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Import;
using Infra.Cli.Ready;
using Infra.Cli.Ready.Checks;
using Infra.Configuration;
using Infra.Gcp;
using Infra.Schemas;

namespace Infra.Cli.Drill;

/// <summary>
/// From nothing to evidence with no hand: what an earlier drill has left is taken away, a stack is born from the newest backup, verified,
/// measured and destroyed. Whatever ends it, <see cref="CleanAsync"/> takes away what is left; the state of the drill's own stack says what
/// that is.
/// </summary>
/// <param name="real">The real stack, of which nothing is changed, and whom to ask.</param>
/// <param name="folder">The folder of the project, where the stack files are.</param>
/// <param name="pulumi">Runs the engine there on the drill's stack.</param>
/// <param name="clock">What the duration is measured by.</param>
internal sealed class RestoreDrill(CheckedStack real, string folder, Func<string[], Task<EngineRun>> pulumi, TimeProvider clock)
{
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private string Name => DrilledStack.NameOf(real.Name);

    private string StackFile => Path.Combine(folder, $"Pulumi.{Name}.yaml");

    /// <summary>Plays it, and gives what it has shown. It takes everything away again, whatever happens.</summary>
    /// <exception cref="InvalidOperationException">It could not begin, or something of it is left; the message says what.</exception>
    public async Task<DrillRecord> PlayAsync()
    {
        await CleanAsync();
        var backup = (await StoredBackup.ReadAsync(real)).MaxBy(one => one.At)
            ?? throw new InvalidOperationException($"There is no backup of {real.Database} to be born from: make ready STACK={real.Name}");
        var stack = DrilledStack.Of(real, backup, Key());
        var began = clock.GetUtcNow();
        var checks = ImmutableArray.CreateBuilder<DrillCheck>();
        TimeSpan? took = null;
        await BeginAsync(stack);
        var up = await pulumi(["up", "--yes", "--skip-preview"]);
        checks.Add(
            new(
                "the platform is launched from nothing, and its database lets it in",
                up.Succeeded ? "it stands" : Last(up.Output),
                up.Succeeded
            )
        );
        if (up.Succeeded)
        {
            took = clock.GetUtcNow() - began;
            checks.AddRange(await DrillVerification.LookAsync(real, stack, pulumi));
        }
        var left = await TryCleanAsync();
        checks.Add(new("nothing of the drill is left", left ?? "nothing", left is null));
        return new(real.Name, real.Config.Cloud.Name, began, stack.Source, began - backup.At, took, checks.ToImmutable());
    }

    /// <summary>Takes away what a drill has left, at whatever step it ended. It can be run again.</summary>
    /// <exception cref="InvalidOperationException">Something is left; the message says what.</exception>
    public async Task CleanAsync()
    {
        if (DrilledStack.PrefixOf(real.Names) == real.Names.Prefix)
        {
            throw new InvalidOperationException($"The drill of {real.Names.Prefix} would bear its own prefix.");
        }
        if ((await ListAsync()).Contains(Name))
        {
            await DestroyAsync();
            (await pulumi(["stack", "rm", "--yes"])).Expected();
        }
        File.Delete(StackFile);
        RequireNothing();
    }

    // The stack file is not needed, for a runner that goes on may be another one: ids follow from the names, and the names from the real
    // stack.
    private async Task DestroyAsync()
    {
        await pulumi(["cancel", "--yes"]);
        var config = DrilledStack.Of(real, new(real.Config.Cloud.Match(_ => "1772442000000", _ => "snapshot"), real.Now), null).Config;
        await ResumedState.ResumeAsync(config, Name, new(config, real.Questions.RunNow), pulumi);
        await TakeHalfRestoredAsync(config);
        // A cloud needs a while to notice that what leaned on a thing is gone; what is deleted already stays so.
        var destroy = await pulumi(["destroy", "--yes", "--skip-preview"]);
        for (var again = 1; again < Attempts && !destroy.Succeeded; again++)
        {
            if (!RemovePeering(config))
            {
                await Task.Delay(Pause, clock);
            }
            destroy = await pulumi(["destroy", "--yes", "--skip-preview"]);
        }
        destroy.Expected();
    }

    // Google keeps the peering for days after the last database, and the network with it.
    private bool RemovePeering(PlatformConfig config) =>
        config.Cloud.Match(
            gcp =>
            {
                var names = config.Foundation.Names;
                var stands = JsonNode.Parse(real.Questions.RunNow(ServicePeering.List(gcp.Project, names))).All("peerings").Any();
                if (stands)
                {
                    real.Questions.RunNow(ServicePeering.Removal(gcp.Project, names));
                }
                return stands;
            },
            _ => false
        );

    private async Task BeginAsync(DrilledStack stack)
    {
        var provider = File.Exists(RealFile)
            ? File.ReadLines(RealFile)
                .FirstOrDefault(line => line.StartsWith("secretsprovider:", StringComparison.Ordinal))
                ?.Split(':', 2)[1]
                .Trim()
            : null;
        // A file from before would be taken for this stack's own, and nothing of it stands any more.
        await File.WriteAllTextAsync(StackFile, "");
        (await pulumi(["stack", "init", .. provider is null ? Array.Empty<string>() : ["--secrets-provider", provider]])).Expected();
        var kept = File.Exists(StackFile)
            ? File.ReadLines(StackFile)
                .Where(line =>
                    line.StartsWith("encr", StringComparison.Ordinal) || line.StartsWith("secretsprovider", StringComparison.Ordinal)
                )
                .ToList()
            : [];
        await File.WriteAllTextAsync(StackFile + ".new", stack.File(kept));
        File.Move(StackFile + ".new", StackFile, overwrite: true);
    }

    private string RealFile => Path.Combine(folder, $"Pulumi.{real.Name}.yaml");

    private async Task<IEnumerable<string>> ListAsync()
    {
        var listed = (await pulumi(["stack", "ls", "--json"])).Expected().Output;
        return JsonNode
            .Parse(listed[listed.IndexOf('[', StringComparison.Ordinal)..(listed.LastIndexOf(']') + 1)])
            .All("name")
            .Select(name => name.GetValue<string>().Split('/')[^1]);
    }

    // Of an interrupted restore from a backup nobody knows whether it is whole, so that it is never imported; a drill's is of no use to
    // anybody.
    private Task<bool> TakeHalfRestoredAsync(PlatformConfig config) =>
        config.Cloud.Match(
            async gcp =>
            {
                var state = await ExportAsync(pulumi);
                var known = state
                    .All("deployment.resources")
                    .Where(one => one.Text("type") == "gcp:sql/databaseInstance:DatabaseInstance")
                    .Select(one => one.Text("id")?.Split('/')[^1])
                    .ToHashSet();
                foreach (var name in Left(gcp).Where(name => !known.Contains(name)))
                {
                    real.Questions.RunNow(["gcloud", "sql", "instances", "delete", name, "--project", gcp.Project, "--quiet"]);
                }
                return true;
            },
            _ => Task.FromResult(true)
        );

    // The instances of the drill's prefix.
    private List<string> Left(CloudConfig.Gcp gcp) =>
        [
            .. JsonNode
                .Parse(real.Questions.RunNow(["gcloud", "sql", "instances", "list", "--project", gcp.Project, "--format", "json"]))!
                .AsArray()
                .Select(one => one.Text("name") ?? "")
                .Where(name => name.StartsWith($"{DrilledStack.PrefixOf(real.Names)}-db-g", StringComparison.Ordinal)),
        ];

    // What the cloud itself still knows of the drill's prefix.
    private void RequireNothing()
    {
        var left = real.Config.Cloud.Match(Left, aws => JsonNode
                .Parse(
                    real.Questions.RunNow([
                        "aws",
                        "resourcegroupstaggingapi",
                        "get-resources",
                        "--region",
                        aws.Region,
                        "--tag-filters",
                        $"Key=infra-prefix,Values={DrilledStack.PrefixOf(real.Names)}",
                        "--output",
                        "json",
                    ])
                )
                // A key is there for its waiting period, and can not be used.
                .All("ResourceTagMappingList")
                .Select(one => one.Text("ResourceARN") ?? "")
                .Where(arn => !arn.Contains(":kms:", StringComparison.Ordinal))
                .ToList());
        if (left.Count > 0)
        {
            throw new InvalidOperationException(
                $"Of the drill is left: {string.Join(", ", left)}. Delete it in the cloud, then make drill-clean STACK={real.Name}"
            );
        }
    }

    private async Task<string?> TryCleanAsync()
    {
        try
        {
            await CleanAsync();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return Last(e.Message);
        }
    }

    // Google never deletes a key; the next drill uses the one that is there.
    private string? Key() =>
        real.Config.Cloud.Match(
            gcp =>
            {
                var key =
                    $"projects/{gcp.Project}/locations/{gcp.Region}/keyRings/{DrilledStack.PrefixOf(real.Names)}-keys/cryptoKeys/platform";
                try
                {
                    real.Questions.RunNow([
                        "gcloud",
                        "kms",
                        "keys",
                        "versions",
                        "list",
                        "--key",
                        key,
                        "--project",
                        gcp.Project,
                        "--format",
                        "json",
                    ]);
                    return key;
                }
                catch (InvalidOperationException e) when (e.Message.Contains("NOT_FOUND", StringComparison.Ordinal))
                {
                    return null;
                }
            },
            _ => (string?)null
        );

    /// <summary>The state of the drill's stack.</summary>
    public static async Task<JsonNode> ExportAsync(Func<string[], Task<EngineRun>> pulumi)
    {
        var file = Path.GetTempFileName();
        try
        {
            (await pulumi(["stack", "export", "--file", file])).Expected();
            return JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What of an engine's output says why it failed: its errors with the line before each, or the end.</summary>
    public static string Last(string output)
    {
        var lines = output.Trim().Split('\n');
        var errors = lines
            .Where(
                (line, index) =>
                    line.Contains("error:", StringComparison.Ordinal)
                    || (index + 1 < lines.Length && lines[index + 1].Contains("error:", StringComparison.Ordinal))
            )
            .Take(20)
            .ToList();
        return string.Join('\n', errors.Count > 0 ? errors : lines.TakeLast(12));
    }
}
