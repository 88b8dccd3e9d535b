using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Infra.Tests.Kubernetes;

/// <summary>
/// Deployments' namespaces with their secrets on a real API server, and a set of them, as Velero would keep and restore it: what is there
/// already is left as it is. None of Velero's program runs.
/// </summary>
/// <param name="client">The administrator.</param>
/// <param name="prefix">What the namespaces' names begin with.</param>
internal sealed class KeptDeployments(k8s.Kubernetes client, string prefix)
{
    private List<V1Secret> _set = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a deployment's namespace, with secrets that nobody could make again.</summary>
    public async Task DeployAsync(string release)
    {
        await MakeNamespaceAsync(prefix + release);
        foreach (
            var (name, key) in ((string, string)[])
                [("metadata", "connection"), ("webserver-secret-key", "webserver-secret-key"), ("env", "TOKEN")]
        )
        {
            await MakeAsync(
                new V1Secret
                {
                    Metadata = new() { Name = $"{release}-{name}", NamespaceProperty = prefix + release },
                    Data = new Dictionary<string, byte[]> { [key] = RandomNumberGenerator.GetBytes(32) },
                }
            );
        }
        await MakeAsync(
            new V1Secret
            {
                Metadata = new() { Name = $"sh.helm.release.v1.{release}.v7", NamespaceProperty = prefix + release },
                Type = "helm.sh/release.v1",
                Data = new Dictionary<string, byte[]> { ["release"] = RandomNumberGenerator.GetBytes(2000) },
            }
        );
    }

    /// <summary>Keeps what is there, as a set.</summary>
    public async Task KeepAsync() => _set = await SecretsAsync();

    /// <summary>Takes every namespace away with the cluster.</summary>
    public async Task LoseAsync()
    {
        foreach (var space in await NamespacesAsync())
        {
            await client.CoreV1.DeleteNamespaceAsync(space, cancellationToken: Token);
        }
        while ((await NamespacesAsync()).Count > 0)
        {
            await Task.Delay(100, Token);
        }
    }

    /// <summary>Brings back what a restore asks for.</summary>
    /// <param name="spec">The restore's spec.</param>
    public async Task RestoreAsync(JsonNode spec)
    {
        Assert.Equal("none", spec["existingResourcePolicy"]!.GetValue<string>());
        Assert.Equal([$"{prefix}*"], spec["includedNamespaces"]!.AsArray().Select(one => one!.GetValue<string>()));
        foreach (var space in _set.Select(one => one.Namespace()).Distinct())
        {
            await MakeNamespaceAsync(space);
        }
        foreach (var secret in _set)
        {
            await MakeAsync(
                new V1Secret
                {
                    Metadata = new() { Name = secret.Name(), NamespaceProperty = secret.Namespace() },
                    Type = secret.Type,
                    Data = secret.Data,
                }
            );
        }
    }

    /// <summary>A digest of each namespace's secrets, by the namespace.</summary>
    public async Task<SortedDictionary<string, string>> DigestsAsync() =>
        new(
            (await SecretsAsync())
                .GroupBy(one => one.Namespace())
                .ToDictionary(
                    space => space.Key,
                    space =>
                        Convert.ToHexString(
                            SHA256.HashData(
                                Encoding.UTF8.GetBytes(
                                    string.Join(
                                        '\n',
                                        space
                                            .SelectMany(secret =>
                                                secret.Data.Select(pair =>
                                                    $"{secret.Name()} {secret.Type} {pair.Key} {Convert.ToHexString(pair.Value)}"
                                                )
                                            )
                                            .Order(StringComparer.Ordinal)
                                    )
                                )
                            )
                        )
                )
        );

    private async Task<List<string>> NamespacesAsync() =>
        [
            .. (await client.CoreV1.ListNamespaceAsync(cancellationToken: Token))
                .Items.Select(one => one.Name())
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)),
        ];

    private async Task<List<V1Secret>> SecretsAsync() =>
        [
            .. (await client.CoreV1.ListSecretForAllNamespacesAsync(cancellationToken: Token)).Items.Where(one =>
                one.Namespace().StartsWith(prefix, StringComparison.Ordinal)
            ),
        ];

    private Task MakeNamespaceAsync(string name) =>
        VeleroNamespace.AcceptAsync(() =>
            client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = name } }, cancellationToken: Token)
        );

    private Task MakeAsync(V1Secret secret) =>
        VeleroNamespace.AcceptAsync(() => client.CoreV1.CreateNamespacedSecretAsync(secret, secret.Namespace(), cancellationToken: Token));
}
