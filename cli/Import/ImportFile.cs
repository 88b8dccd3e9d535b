using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Import;

/// <summary>
/// What <c>pulumi import</c> needs to take over everything that outlives a cluster, after the state was lost. The engine writes the file
/// with a placeholder for every id (<c>pulumi preview --import-file</c>); here the ids are filled in.
/// </summary>
/// <remarks>https://www.pulumi.com/docs/iac/guides/migration/import/</remarks>
internal static partial class ImportFile
{
    private const string Placeholder = "<PLACEHOLDER>";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Lets the engine name everything, and fills the ids in.</summary>
    /// <param name="path">The file that is written.</param>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="cloud">Tells the ids that do not follow from names.</param>
    /// <param name="pulumi">Runs <c>pulumi</c> for the stack.</param>
    /// <returns>The things whose ids can not be told, which are left out: type and name.</returns>
    /// <exception cref="InvalidOperationException">The engine could not name the things; the message says what to do.</exception>
    public static async Task<ImmutableArray<string>> MakeAsync(
        string path,
        PlatformConfig config,
        string stack,
        CloudCommand cloud,
        Func<string[], Task<EngineRun>> pulumi
    )
    {
        // `pulumi import` can not make a provider below a component, so the cloud's own are made first; the cluster's fails to come
        // along, as it should, and the run with it. What counts is that the cloud's own stand, which FillAsync finds out. The claim stands
        // already: it is imported, and what it says of the stack is recorded from the configuration.
        string[] providers =
        [
            config.Cloud.Name,
            $"{config.Cloud.Name}-claim",
            .. config.Foundation.Copies is { } copies ? [$"{config.Cloud.Name}-{copies.Region}"] : Array.Empty<string>(),
        ];
        await pulumi([
            "up",
            "--non-interactive",
            "--yes",
            "--skip-preview",
            "--target",
            "**::infra:*:Cloud::*",
            "--target",
            "**::infra:foundation:StackOrigin::*",
            "--target",
            $"**::{StackOrigin.Record}",
            .. providers.SelectMany(name => (string[])["--target", $"**$pulumi:providers:{config.Cloud.Name}::{name}"]),
        ]);
        var preview = await pulumi(["preview", "--non-interactive", "--import-file", path]);
        return preview.Succeeded
            ? await FillAsync(path, config, stack, cloud)
            : throw new InvalidOperationException($"pulumi preview --stack {stack} fails:\n{preview.Output}");
    }

    // In place.
    private static async Task<ImmutableArray<string>> FillAsync(string path, PlatformConfig config, string stack, CloudCommand cloud)
    {
        var named = await NamedClouds.OfAsync(config, stack, cloud);
        var root = JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject();
        if (root["nameTable"] is null)
            throw new InvalidOperationException(
                $"The cloud's provider could not be made in the state of {stack}. Is pulumi logged in, and does pulumi preview --stack "
                    + $"{stack} run?"
            );
        var (kept, unknown) = (new JsonArray(), ImmutableArray.CreateBuilder<string>());
        foreach (var resource in root["resources"]!.AsArray().Select(one => one!.DeepClone().AsObject()))
        {
            var (type, name) = (resource["type"]!.GetValue<string>(), LogicalName(resource));
            // The cloud's provider is in the state by now; a cluster's is made anew with the cluster.
            if (type.StartsWith("pulumi:providers:", StringComparison.Ordinal))
                continue;
            if (resource["id"]?.GetValue<string>() == Placeholder)
            {
                if (!IsKept(type, name, config.Foundation.Cluster.Generation))
                    continue;
                if (named.IdOf(type, name) is not { } id)
                {
                    unknown.Add($"{type} {name}");
                    continue;
                }
                resource["id"] = id;
            }
            kept.Add((JsonNode)resource);
        }
        root["resources"] = kept;
        await File.WriteAllTextAsync(path, root.ToJsonString(Format));
        return unknown.ToImmutable();
    }

    // The engine gives a resource a second name where two would have the same one in the file.
    private static string LogicalName(JsonObject resource) => (resource["logicalName"] ?? resource["name"])!.GetValue<string>();

    // A cluster, and what is in it, is made anew as the next generation. Secrets live in no cloud (see the identity), and a version of one
    // is written anew.
    private static bool IsKept(string type, string name, int clusterGeneration) =>
        !type.StartsWith("kubernetes:", StringComparison.Ordinal)
        && !type.StartsWith("pulumi:", StringComparison.Ordinal)
        && !type.StartsWith("random:", StringComparison.Ordinal)
        && !type.StartsWith("tls:", StringComparison.Ordinal)
        && !type.EndsWith(":SecretVersion", StringComparison.Ordinal)
        && type != "gcp:sql/user:User"
        && (
            name.StartsWith("database-", StringComparison.Ordinal)
            || !Generation().Matches(name).Any(match => match.Groups[1].Value == $"{clusterGeneration}")
        );

    [GeneratedRegex(@"-g(\d+)(?=-|$)")]
    private static partial Regex Generation();
}
