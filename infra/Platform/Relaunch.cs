using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Platform;

/// <summary>
/// Whether the Airflow deployments are applied anew. They are in the <c>up</c> that brings a new cluster or a database with data, because
/// what runs in the cluster and what stands in the database no longer agree; and in no other, because it restarts all of them.
/// </summary>
/// <remarks>
/// No flag says which <c>up</c> this is. Each pair of generations has a ConfigMap that keeps, from its birth on, the digest of the values
/// that the release had then; nothing where cluster and database were both born empty. While the values are still those, the hook stays on,
/// which is no difference and runs nothing; Helm runs it only when a value changes, and then they are no longer those.
/// </remarks>
internal static class Relaunch
{
    private const string Key = "values";

    /// <summary>The flag: true in the values that a relaunched release is born with, false in all others.</summary>
    /// <param name="cluster">Where the release is.</param>
    /// <param name="database">The database's generation.</param>
    /// <param name="isBornEmpty">Whether that generation was born without data.</param>
    /// <param name="login">The login check; what fails before it does not count as the release's birth.</param>
    /// <param name="values">The release's values without the flag.</param>
    public static Output<bool> AppliesDeployments(
        InCluster cluster,
        int database,
        Output<bool> isBornEmpty,
        Resource login,
        ImmutableDictionary<string, object> values
    )
    {
        // A digest tells nothing about what it is of.
        var now = Output.Unsecret(Output.JsonSerialize(Output.Create(values)).Apply(Digest));
        var name = cluster.LogicalName($"relaunch-g{database}");
        var options = cluster.Options(login);
        options.IgnoreChanges.Add("data");
        var birth = new ConfigMap(
            name,
            new ConfigMapArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Namespace = PlatformNamespace.Release },
                // A relaunched cluster has to get the deployments back even where its database was once born empty.
                Data = { [Key] = Output.Tuple(isBornEmpty, now).Apply(born => born.Item1 && cluster.Generation == 1 ? "" : born.Item2) },
            },
            options
        );
        return Output.Tuple(birth.Data, now).Apply(digests => digests.Item1.GetValueOrDefault(Key) == digests.Item2);
    }

    // Maps have no order of their own.
    private static string Digest(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(JsonNode.Parse(json))?.ToJsonString() ?? "")));

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
