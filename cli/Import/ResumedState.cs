using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Configuration;
using Infra.Schemas;

namespace Infra.Cli.Import;

/// <summary>
/// A state that knows again what a killed <c>up</c> was making. The engine notes what it is about to create, so that the state of a killed
/// one names every thing that may stand in the cloud without being recorded. Each comes back as a resource without outputs; a refresh of
/// just these reads what stands, and forgets what was never made.
/// </summary>
/// <param name="State">The state, as <c>pulumi stack import</c> takes it.</param>
/// <param name="Targets">The URNs of what came back, for <c>pulumi refresh --target</c>.</param>
/// <param name="LeftOut">What did not come back, and what to do about it, in sentences.</param>
internal sealed record ResumedState(JsonObject State, ImmutableArray<string> Targets, ImmutableArray<string> LeftOut)
{
    private const string Release = "kubernetes:helm.sh/v3:Release";

    /// <summary>Makes it from a state.</summary>
    /// <param name="export">What <c>pulumi stack export</c> gave.</param>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="cloud">Tells the ids that do not follow from names.</param>
    public static async Task<ResumedState> OfAsync(JsonObject export, PlatformConfig config, string stack, CloudCommand cloud)
    {
        var deployment = export["deployment"]!.AsObject();
        var pending = (deployment["pending_operations"] as JsonArray ?? [])
            .Where(IsCreate)
            .Select(one => one!["resource"]!.DeepClone().AsObject())
            .ToList();
        var (targets, leftOut) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        if (pending.Count > 0)
        {
            var named = await NamedClouds.OfAsync(config, stack, cloud);
            var resources = deployment["resources"]!.AsArray();
            foreach (var resource in pending.Where(one => !resources.Any(known => Urn(known!) == Urn(one))))
            {
                if (Reason(resource) is { } reason)
                {
                    leftOut.Add(reason);
                }
                else if (IdOf(resource, named) is { } id)
                {
                    resource["id"] = id;
                    // A thing that was made and answered has its outputs here; of any other one the refresh reads them.
                    resource["outputs"] ??= new JsonObject();
                    resources.Add((JsonNode)resource);
                    targets.Add(Urn(resource));
                }
                else if (Type(resource).Split(':')[0] is "aws" or "gcp")
                {
                    leftOut.Add(
                        $"{Type(resource)} {Name(resource)} is not found by its name. If pulumi up says that it exists already, find it "
                            + "in the cloud, "
                            + "and import it, or delete it where it holds no data"
                    );
                }
            }
            deployment["pending_operations"] = new JsonArray([
                .. deployment["pending_operations"]!.AsArray().Where(one => !IsCreate(one)).Select(one => one!.DeepClone()),
            ]);
        }
        return new(export, targets.ToImmutable(), leftOut.ToImmutable());
    }

    /// <summary>Brings a stack's own state to know again what was made.</summary>
    /// <returns>What did not come back, and what to do about it.</returns>
    /// <exception cref="InvalidOperationException">The engine refuses; the message is its own.</exception>
    public static async Task<ImmutableArray<string>> ResumeAsync(
        PlatformConfig config,
        string stack,
        CloudCommand cloud,
        Func<string[], Task<EngineRun>> pulumi
    )
    {
        // An export's secrets are encrypted.
        var file = Path.GetTempFileName();
        try
        {
            var resumed = await OfAsync(await ReadAsync(), config, stack, cloud);
            if (resumed.Targets.Length > 0)
            {
                await WriteAsync(resumed.State);
                // Only these: a refresh of everything would forget a cluster that is gone, with all that was in it.
                (
                    await pulumi(["refresh", "--yes", "--skip-preview", .. resumed.Targets.SelectMany(urn => (string[])["--target", urn])])
                ).Expected();
            }
            var refreshed = await ReadAsync();
            if (TakeBackBirth(refreshed["deployment"]!["resources"] as JsonArray ?? []))
            {
                await WriteAsync(refreshed);
            }
            return resumed.LeftOut;
        }
        finally
        {
            File.Delete(file);
        }

        async Task<JsonObject> ReadAsync()
        {
            (await pulumi(["stack", "export", "--file", file])).Expected();
            return JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        }

        async Task WriteAsync(JsonObject state)
        {
            await File.WriteAllTextAsync(file, state.ToJsonString());
            (await pulumi(["stack", "import", "--file", file])).Expected();
        }
    }

    // The first database's record is made before the database. Where neither the database nor the alias that leads to it is known, the
    // first launch ended between the two: there never was a database, and the next up may make it.
    private static bool TakeBackBirth(JsonArray resources)
    {
        // The component around the alias has its name, too.
        if (
            resources.Any(one => one!["custom"]!.GetValue<bool>() && Name(one) is ("database-g1" or "database-alias"))
            || resources.FirstOrDefault(one => Name(one!) == "database-g1-birth") is not { } birth
        )
        {
            return false;
        }
        resources.Remove(birth);
        return true;
    }

    private static string Name(JsonNode resource) => Urn(resource).Split("::")[^1];

    private static bool IsCreate(JsonNode? operation) => operation!["type"]!.GetValue<string>() == "creating";

    private static string Urn(JsonNode resource) => resource["urn"]!.GetValue<string>();

    private static string Type(JsonNode resource) => resource["type"]!.GetValue<string>();

    // Objects in the cluster are taken over by the next up, and what lives in the state alone is made anew.
    private static string? IdOf(JsonObject resource, NamedClouds named) =>
        resource.Text("id") ?? (Type(resource).Split(':')[0] is "aws" or "gcp" ? named.IdOf(Type(resource), Name(resource)) : null);

    private static string? Reason(JsonObject resource) =>
        Type(resource) switch
        {
            Release when resource["id"] is null =>
                $"The release {resource.Text("inputs.name")} may be half installed. If pulumi up says that its name is still in use: "
                    + $"helm uninstall {resource.Text("inputs.name")} --namespace {resource.Text("inputs.namespace")}",
            // The cloud makes it empty and pours the backup in afterwards; nobody knows how far it came.
            "gcp:sql/databaseInstance:DatabaseInstance" when resource["inputs"]?["restoreBackupContext"] is not null =>
                $"The database {resource.Text("inputs.name")} may be empty, since its backup may never have arrived. Raise "
                    + "infra:database.generation, and restore once more",
            _ => null,
        };
}
