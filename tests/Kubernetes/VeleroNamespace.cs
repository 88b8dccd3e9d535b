using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Infra.Platform;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Infra.Tests.Kubernetes;

/// <summary>
/// A namespace with Velero's objects on a real API server, and somebody who does what Velero's controller
/// would: none of Velero's program runs. The job's script is the real one, with the rights that the program declares.
/// </summary>
internal sealed class VeleroNamespace : IAsyncDisposable
{
    private const string Group = "velero.io";

    private VeleroNamespace(k8s.Kubernetes client, string name) => (Client, Name) = (client, name);

    /// <summary>The administrator.</summary>
    public k8s.Kubernetes Client { get; }

    /// <summary>The folder in which the job's pod finds its account.</summary>
    public DirectoryInfo Account { get; } = Directory.CreateTempSubdirectory("escrow-");

    /// <summary>The namespace; what the deployments' begin with, too.</summary>
    public string Name { get; }

    /// <summary>The stack whose sets are read besides.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The kinds that no restore brings back.</summary>
    public string LeftOut { get; init; } = "";

    /// <summary>Makes the namespace, and the rights in it; and Velero's definitions where the cluster has none.</summary>
    /// <param name="account">The job whose rights are given.</param>
    /// <param name="origin">The stack whose sets are read besides.</param>
    /// <param name="leftOut">The kinds that no restore brings back.</param>
    public static async Task<VeleroNamespace> CreateAsync(string account = "escrow-restore", string origin = "", string leftOut = "")
    {
        var client = ApiServer.Connect();
        await DefineAsync(client);
        var place = new VeleroNamespace(client, $"escrow-{Guid.NewGuid():N}"[..20]) { Origin = origin, LeftOut = leftOut };
        await client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = place.Name } }, cancellationToken: Token);
        await PodAccount.GiveAsync(client, account, place.Account);
        return place;
    }

    // A cluster that knows no Velero gets its kinds, with whatever fields: the script reads those that it names.
    private static async Task DefineAsync(k8s.Kubernetes client)
    {
        foreach (
            var (kind, plural) in ((string, string)[])
                [("BackupStorageLocation", "backupstoragelocations"), ("Backup", "backups"), ("Restore", "restores")]
        )
        {
            await AcceptAsync(() =>
                client.ApiextensionsV1.CreateCustomResourceDefinitionAsync(
                    new V1CustomResourceDefinition
                    {
                        Metadata = new() { Name = $"{plural}.{Group}" },
                        Spec = new()
                        {
                            Group = Group,
                            Scope = "Namespaced",
                            Names = new()
                            {
                                Kind = kind,
                                ListKind = $"{kind}List",
                                Plural = plural,
                                Singular = kind.ToLowerInvariant(),
                            },
                            Versions =
                            [
                                new()
                                {
                                    Name = "v1",
                                    Served = true,
                                    Storage = true,
                                    Schema = new()
                                    {
                                        OpenAPIV3Schema = new() { Type = "object", XKubernetesPreserveUnknownFields = true },
                                    },
                                },
                            ],
                        },
                    },
                    cancellationToken: Token
                )
            );
            while (!await IsServedAsync(client, plural))
            {
                await Task.Delay(100, Token);
            }
        }
    }

    // A new definition is established before its storage is ready; until then a list is answered with a 404 or a 429.
    private static async Task<bool> IsServedAsync(k8s.Kubernetes client, string plural)
    {
        try
        {
            await client.CustomObjects.ListClusterCustomObjectAsync(Group, "v1", plural, cancellationToken: Token);
            return true;
        }
        catch (HttpOperationException exception)
            when (exception.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests)
        {
            return false;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes one of Velero's objects; the API server refuses every field that the definition does not have.</summary>
    public Task AddAsync(string kind, string plural, string name, JsonObject spec, JsonObject? status = null, JsonObject? labels = null)
    {
        var thing = new JsonObject
        {
            ["apiVersion"] = $"{Group}/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = Name,
                ["labels"] = labels,
            },
            ["spec"] = spec,
        };
        if (status is not null)
        {
            thing["status"] = status;
        }
        return Client.CustomObjects.CreateNamespacedCustomObjectAsync(
            thing,
            Group,
            "v1",
            Name,
            plural,
            fieldValidation: "Strict",
            cancellationToken: Token
        );
    }

    /// <summary>A location that has been read.</summary>
    public Task AddLocationAsync(string phase = "Available") =>
        AddAsync(
            "BackupStorageLocation",
            "backupstoragelocations",
            "escrow-g1",
            new()
            {
                ["provider"] = "aws",
                ["accessMode"] = "ReadOnly",
                ["objectStorage"] = new JsonObject { ["bucket"] = "sets" },
            },
            new()
            {
                ["phase"] = phase,
                ["lastSyncedTime"] = "2026-01-01T00:00:00Z",
                ["message"] = "the key is disabled",
            }
        );

    /// <summary>A set, as Velero finds it in the bucket.</summary>
    public Task AddSetAsync(string name, string begun, string phase = "Completed", int items = 7) =>
        AddAsync(
            "Backup",
            "backups",
            name,
            [],
            new()
            {
                ["phase"] = phase,
                ["startTimestamp"] = begun,
                ["progress"] = new JsonObject { ["totalItems"] = items, ["itemsBackedUp"] = items },
            }
        );

    /// <summary>The restores that were asked for: name and set, oldest first.</summary>
    public async Task<IReadOnlyList<(string Name, string Set, string? Phase)>> RestoresAsync() =>
        (await ListAsync())
            .Select(one =>
                (
                    one["metadata"]!["name"]!.GetValue<string>(),
                    one["spec"]!["backupName"]!.GetValue<string>(),
                    one["status"]?["phase"]?.GetValue<string>()
                )
            )
            .ToList();

    /// <summary>The kinds that a restore does not bring back.</summary>
    public async Task<IReadOnlyList<string>> LeftOutAsync(string restore) =>
        [
            .. (await ListAsync()).Single(one => one["metadata"]!["name"]!.GetValue<string>() == restore)["spec"]!["excludedResources"]!
                .AsArray()
                .Select(kind => kind!.GetValue<string>()),
        ];

    /// <summary>Runs the job's script, while somebody answers each restore.</summary>
    /// <param name="set">The set that is wanted.</param>
    /// <param name="phase">How every restore ends.</param>
    /// <param name="deployments">The namespaces that a restore makes, without what they begin with.</param>
    /// <param name="known">What the database knows; null: it does not tell.</param>
    /// <param name="generations">Which database, and which cluster.</param>
    public Task<(int Code, string Output)> RunAsync(
        string set,
        string phase,
        string[] deployments,
        string[]? known = null,
        string generations = "g1-g2"
    ) =>
        RunAsync(
            set,
            phase,
            async _ =>
            {
                foreach (var deployment in deployments)
                {
                    await AcceptAsync(() =>
                        Client.CoreV1.CreateNamespaceAsync(
                            new V1Namespace { Metadata = new() { Name = $"{Name}-{deployment}" } },
                            cancellationToken: Token
                        )
                    );
                }
            },
            known,
            generations
        );

    /// <summary>Runs the job's script, while somebody answers each restore.</summary>
    /// <param name="set">The set that is wanted.</param>
    /// <param name="phase">How every restore ends.</param>
    /// <param name="restore">What a restore does, by its spec.</param>
    /// <param name="known">What the database knows; null: it does not tell.</param>
    /// <param name="generations">Which database, and which cluster.</param>
    public async Task<(int Code, string Output)> RunAsync(
        string set,
        string phase,
        Func<JsonNode, Task> restore,
        string[]? known = null,
        string generations = "g1-g2"
    )
    {
        var file = Path.Combine(Account.FullName, "known");
        File.Delete(file);
        if (known is not null)
        {
            await File.WriteAllLinesAsync(file, known.Select(one => $"deployment {one}").Prepend("table"), Token);
        }
        var start = new ProcessStartInfo("python3", ["-I", "-c", EscrowScript.Restore])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var (key, value) in new Dictionary<string, string>
            {
                ["ACCOUNT"] = Account.FullName,
                ["KUBERNETES_SERVICE_HOST"] = Client.BaseUri.Host,
                ["KUBERNETES_SERVICE_PORT"] = $"{Client.BaseUri.Port}",
                ["SET"] = set,
                ["ORIGIN"] = Origin,
                ["LEFT_OUT"] = LeftOut,
                ["GENERATIONS"] = generations,
                ["VELERO"] = Name,
                ["PREFIX"] = $"{Name}-",
                ["STEP_SECONDS"] = "0.05",
                ["KNOWN"] = file,
            }
        )
        {
            start.Environment[key] = value;
        }
        using var script = Process.Start(start)!;
        var output = Task.WhenAll(script.StandardOutput.ReadToEndAsync(Token), script.StandardError.ReadToEndAsync(Token));
        while (!output.IsCompleted)
        {
            await AnswerAsync(phase, restore);
            await Task.WhenAny(output, Task.Delay(50, Token));
        }
        await script.WaitForExitAsync(Token);
        return (script.ExitCode, string.Concat(await output));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (
            var space in (await Client.CoreV1.ListNamespaceAsync()).Items.Where(one =>
                one.Name().StartsWith(Name, StringComparison.Ordinal)
            )
        )
        {
            await Client.CoreV1.DeleteNamespaceAsync(space.Name());
        }
        Account.Delete(recursive: true);
        Client.Dispose();
    }

    private async Task AnswerAsync(string phase, Func<JsonNode, Task> restore)
    {
        foreach (var one in (await ListAsync()).Where(one => one["status"]?["phase"] is null))
        {
            await restore(one["spec"]!);
            var status = new JsonObject
            {
                ["status"] = new JsonObject { ["phase"] = phase, ["errors"] = phase == "Completed" ? 0 : 3 },
            };
            await Client.CustomObjects.PatchNamespacedCustomObjectAsync(
                new V1Patch(status.ToJsonString(), V1Patch.PatchType.MergePatch),
                Group,
                "v1",
                Name,
                "restores",
                one["metadata"]!["name"]!.GetValue<string>(),
                cancellationToken: Token
            );
        }
    }

    private async Task<List<JsonNode>> ListAsync()
    {
        var list = JsonNode.Parse(
            System.Text.Json.JsonSerializer.Serialize(
                await Client.CustomObjects.ListNamespacedCustomObjectAsync(Group, "v1", Name, "restores", cancellationToken: Token)
            )
        )!;
        return
        [
            .. list["items"]!
                .AsArray()
                .OfType<JsonNode>()
                .OrderBy(one => one["metadata"]!["name"]!.GetValue<string>(), StringComparer.Ordinal),
        ];
    }

    // Another test may have made it.
    internal static async Task AcceptAsync(Func<Task> create)
    {
        try
        {
            await create();
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Conflict) { }
    }
}
