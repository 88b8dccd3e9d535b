using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Platform;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Tests.Platform;

/// <summary>The platform on a foundation that no cloud made; everything is known.</summary>
public sealed class HandMadePlatform : IMocks
{
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, object>> _inputs = new();

    /// <summary>The inputs of a resource by its logical name.</summary>
    public ImmutableDictionary<string, object> this[string name] => _inputs[name];

    /// <summary>Declares the platform with a sample stack's configuration.</summary>
    public static Task<HandMadePlatform> OnAsync(string cloud, params (string Path, string? Json)[] edits) =>
        OnAsync(cloud, isBornEmpty: true, edits);

    /// <summary>Declares the platform on a database of the first generation that was born from another stack's data.</summary>
    public static Task<HandMadePlatform> BornFromDataAsync(string cloud) => OnAsync(cloud, isBornEmpty: false);

    private static async Task<HandMadePlatform> OnAsync(string cloud, bool isBornEmpty, params (string Path, string? Json)[] edits)
    {
        var platform = new HandMadePlatform();
        var config = SampleStack.Config(cloud, edits);
        await Deployment.TestAsync(platform, new TestOptions { IsPreview = false }, () =>
        {
            var identity = new PlatformIdentity(
                config.Foundation,
                new ComponentResource("test:index:Claim", "claim"),
                config.BaseDomain,
                config.Tls,
                config.Foundation.Identity.Source is null
                    ? null
                    : PlatformIdentity
                        .Inherited(config.Foundation.Lifetime)
                        .ToImmutableDictionary(name => name, name => Output.Create($"the other stack's {name}"))
            );
            new AstronomerPlatform(config, Foundation(cloud, config, isBornEmpty), identity).Start(
                new ComponentResource("test:index:Alias", "alias")
            );
        });
        return platform;
    }

    /// <summary>A value of the release by its path.</summary>
    public object? Value(string path) => Input("astronomer-g1", $"values.{path}");

    /// <summary>An input of a resource by its path; null where there is none.</summary>
    public object? Input(string name, string path) =>
        path.Split('.')
            .Aggregate((object?)this[name], (value, step) =>
                value is ImmutableDictionary<string, object> map ? map.GetValueOrDefault(step) : null
            );

    /// <summary>The one container of a pod of the stack's own.</summary>
    public ImmutableDictionary<string, object> Container(string name) =>
        Assert.IsType<ImmutableDictionary<string, object>>(
            Assert.Single(Assert.IsType<ImmutableArray<object>>(Input(name, "spec.template.spec.containers")))
        );

    /// <summary>Whether a resource was declared.</summary>
    public bool Has(string name) => _inputs.ContainsKey(name);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        _inputs[args.Name!] = args.Inputs;
        object state = args.Type switch
        {
            "random:index/randomPassword:RandomPassword" => args.Inputs.Add(
                "result",
                $"password of {args.Name}".Replace(' ', 'x').Replace('-', 'x')
            ),
            "random:index/randomUuid:RandomUuid" => args.Inputs.Add("result", "6f0c1d8e-5f0b-4c55-9a8a-2f6f2c1d7a10"),
            "random:index/randomBytes:RandomBytes" => args.Inputs.Add("base64", args.Name == "fernet-key" ? "+/AB" : $"{args.Name![7..]}/"),
            "tls:index/privateKey:PrivateKey" => args.Inputs.Add("privateKeyPem", $"key {args.Name}"),
            "tls:index/selfSignedCert:SelfSignedCert" => args.Inputs.Add("certPem", $"certificate {args.Name}"),
            "pulumi:index:Stash" => args.Inputs.Add("output", args.Inputs["input"]),
            _ => args.Inputs,
        };
        return Task.FromResult<(string?, object)>((args.Name, state));
    }

    public Task<object> CallAsync(MockCallArgs args) => throw new NotSupportedException(args.Token);

    private static CloudFoundation Foundation(string cloud, PlatformConfig config, bool isBornEmpty)
    {
        var cluster = new ComponentResource("test:index:Cluster", "cluster");
        var origin = config.Foundation.Escrow.From is { } from ? Output.Create($"sets of {from.Names.Prefix}") : null;
        return new()
        {
            Kubernetes = new()
            {
                ClusterName = Output.Create("cluster"),
                Cluster = cluster,
                Admission = [],
                Nodes = [],
                Releases = [],
                Kubeconfig = Output.Create("{}"),
                Viewers = [new("User", "astro-preview@my-state.iam.gserviceaccount.com")],
                Storage = new("csi.example.com", Output.Create(ImmutableDictionary<string, string>.Empty)),
                CloudProvider = cloud,
                Region = "a-region",
            },
            Postgres = new()
            {
                Host = config.Foundation.Names.DatabaseAlias,
                Address = Output.Create("10.1.0.3"),
                User = "postgres",
                Instance = Output.Create("astro-prod-db-g1"),
                Lineage = Output.Create(ImmutableArray<ImmutableDictionary<string, object>>.Empty),
                Birth = Output.Create("0123456789abcdef"),
                BornFrom = Output.Create(config.Foundation.Database.Restore?.Describe("astro-prod-db-g1") ?? "an empty database"),
                IsBornEmpty = Output.Create(isBornEmpty),
                Ready = [],
            },
            Registry =
                cloud == "gcp"
                    ? new RegistryStorage.Gcs(Output.Create("images"), Output.Create("registry@my-project.iam.gserviceaccount.com"))
                    : new RegistryStorage.S3(Output.Create("images"), "a-region"),
            Escrow =
                cloud == "gcp"
                    ? new EscrowStorage.Gcs(Output.Create("sets"), Output.Create("escrow@my-project.iam.gserviceaccount.com"))
                    {
                        Origin = origin,
                    }
                    : new EscrowStorage.S3(Output.Create("sets"), "a-region") { Origin = origin },
            TaskLogs =
                config.Foundation.TaskLogs is null ? null
                : cloud == "gcp"
                    ? new TaskLogStorage.Gcs(Output.Create("logs"), Output.Create("task-logs@my-project.iam.gserviceaccount.com"))
                : new TaskLogStorage.S3(Output.Create("logs"), "a-region"),
            Ingress =
                cloud == "gcp"
                    ? new IngressAccess.ReservedAddress(Output.Create("203.0.113.10"))
                    : new IngressAccess.NodePorts(Output.Create(ImmutableArray.Create("203.0.113.10")), 30080, 30443),
            Network = new(Output.Create("network"), Output.Create(ImmutableArray.Create("subnet"))),
            SecretReferences = ImmutableSortedDictionary<string, Output<string>>.Empty,
        };
    }
}
