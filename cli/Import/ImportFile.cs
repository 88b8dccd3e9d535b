using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Cli.Preview;
using Infra.Configuration;

namespace Infra.Cli.Import;

/// <summary>
/// What <c>pulumi import</c> needs to take over everything that outlives a cluster, after the state was lost. The engine writes the file with
/// a placeholder for every id (<c>pulumi preview --import-file</c>); here the ids are filled in.
/// </summary>
/// <remarks>https://www.pulumi.com/docs/iac/guides/migration/import/</remarks>
internal static partial class ImportFile
{
    private const string Placeholder = "<PLACEHOLDER>";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Fills the file in place.</summary>
    /// <param name="path">The file that the engine wrote.</param>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="tagged">On AWS, what <c>aws resourcegroupstaggingapi get-resources</c> printed; null on Google Cloud.</param>
    /// <param name="projectNumber">On Google Cloud, the project's number; null on AWS.</param>
    /// <returns>The things whose ids can not be told, which are left out: type and name.</returns>
    public static async Task<ImmutableArray<string>> FillAsync(string path, PlatformConfig config, string stack, string? tagged, string? projectNumber)
    {
        var named = new NamedClouds(tagged is null ? TaggedThings.None : TaggedThings.Parse(tagged), api => ServiceAgent.Address(api, projectNumber),
            new JsonObject { ["project"] = (config.Cloud as CloudConfig.Gcp)?.Project, ["region"] = config.Cloud.Region });
        await OfflineStack.EvaluateAsync(config, stack, named);
        var root = JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject();
        if (root["nameTable"] is null) throw new InvalidOperationException($"{path} names no provider: the state has none of the cloud yet. Run make import-file, which makes it first.");
        var (kept, unknown) = (new JsonArray(), ImmutableArray.CreateBuilder<string>());
        foreach (var resource in root["resources"]!.AsArray().Select(one => one!.DeepClone().AsObject()))
        {
            var (type, name) = (resource["type"]!.GetValue<string>(), LogicalName(resource));
            // The cloud's provider is in the state by now; a cluster's is made anew with the cluster.
            if (type.StartsWith("pulumi:providers:", StringComparison.Ordinal)) continue;
            if (resource["id"]?.GetValue<string>() == Placeholder)
            {
                if (!IsKept(type, name, config.Foundation.Cluster.Generation)) continue;
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

    // A cluster, and what is in it, is made anew as the next generation. Secrets live in no cloud (see the identity), and a version of one is written anew.
    private static bool IsKept(string type, string name, int clusterGeneration) =>
        !type.StartsWith("kubernetes:", StringComparison.Ordinal) && !type.StartsWith("pulumi:", StringComparison.Ordinal) && !type.StartsWith("random:", StringComparison.Ordinal) && !type.StartsWith("tls:", StringComparison.Ordinal)
        && !type.EndsWith(":SecretVersion", StringComparison.Ordinal) && type != "gcp:sql/user:User"
        && (name.StartsWith("database-", StringComparison.Ordinal) || !Generation().Matches(name).Any(match => match.Groups[1].Value == $"{clusterGeneration}"));

    [GeneratedRegex(@"-g(\d+)(?=-|$)")]
    private static partial Regex Generation();
}
