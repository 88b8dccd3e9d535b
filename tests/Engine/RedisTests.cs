using System.Text.Json.Nodes;

namespace Infra.Tests.Engine;

/// <summary>Redis only passes tasks on, inside the cluster: it is never kept and never restored, and nothing that is misses it.</summary>
public sealed class RedisTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Nothing_permanent_or_restored_depends_on_Redis_or_on_anything_else_in_the_cluster(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var resources = (await stack.ExportAsync())["deployment"]!["resources"]!
            .AsArray()
            .ToDictionary(one => one!["urn"]!.GetValue<string>(), one => one!);
        var kept = resources
            .Values.Where(one =>
                Flag(one, "protect") || Flag(one, "retainOnDelete") || one["type"]!.GetValue<string>() == stack.DatabaseType
            )
            .ToList();

        Assert.NotEmpty(kept);
        Assert.Contains(resources.Values, InCluster);
        Assert.All(kept, one => Assert.DoesNotContain(Needs(one, resources), InCluster));
        Assert.DoesNotContain(stack.World.Objects, thing =>
            Managed.Any(service => thing.Type.Contains(service, StringComparison.OrdinalIgnoreCase))
        );
    }

    // The clouds' own Redis.
    private static readonly string[] Managed = ["redis", "elasticache", "memorydb", "memorystore"];

    private static bool InCluster(JsonNode resource) =>
        resource["type"]!.GetValue<string>().StartsWith("kubernetes:", StringComparison.Ordinal);

    private static bool Flag(JsonNode resource, string option) => resource[option]?.GetValue<bool>() == true;

    // What must stand before it, directly or by what that needs.
    private static List<JsonNode> Needs(JsonNode resource, Dictionary<string, JsonNode> resources)
    {
        var found = new Dictionary<string, JsonNode>();
        var open = new Queue<JsonNode>([resource]);
        while (open.TryDequeue(out var next))
        {
            foreach (
                var urn in (next["dependencies"]?.AsArray() ?? [])
                    .Select(urn => urn!.GetValue<string>())
                    .Where(urn => found.TryAdd(urn, resources[urn]))
            )
            {
                open.Enqueue(resources[urn]);
            }
        }
        return [.. found.Values];
    }
}
