using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>Everything the stack is told, typed and checked. <see cref="Read"/> is the only way to get one from text.</summary>
public sealed partial record PlatformConfig
{
    /// <summary>Which account of which cloud.</summary>
    public required CloudConfig Cloud { get; init; }

    /// <summary>The domain the platform answers under: <c>app.</c>, <c>houston.</c>, <c>registry.</c> and so on.</summary>
    public required string BaseDomain { get; init; }

    /// <summary>What the cloud is asked for.</summary>
    public required FoundationSpec Foundation { get; init; }

    /// <summary>Metrics.</summary>
    public required PrometheusSpec Prometheus { get; init; }

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="ConfigurationException">One or more faults; the message names all of them.</exception>
    public static PlatformConfig Read(ConfigurationValues configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var faults = new List<ConfigurationFault>();
        var infra = Namespace(configuration, "infra", faults);
        var onGcp = infra.Choice("cloud", [("gcp", true), ("aws", false)]);
        var config = new PlatformConfig
        {
            Cloud = onGcp
                ? GcpSection.Read(Namespace(configuration, "gcp", faults), infra.Section("gcp"))
                : AwsSection.Read(Namespace(configuration, "aws", faults), infra.Section("aws")),
            BaseDomain = infra.Text("baseDomain", Domain(), "Write a domain in small letters, for example astro.example.com"),
            Foundation = new()
            {
                // The shortest limit is that of a Google service account: 30 characters with "-registry" and "-nodes-g999".
                Names = new(infra.Text("prefix", Prefix(), "Write 3 to 18 small letters, digits and dashes that start with a letter, for example astro-prod")),
                Lifetime = infra.Choice("lifetime", Lifetimes, StackLifetime.Durable.Name),
                Network = NetworkSection.Read(infra.Section("network")),
                Cluster = ClusterSection.Read(infra.Section("cluster")),
                Database = DatabaseSection.Read(infra.Section("database"), onGcp),
                Registry = ReadRegistry(infra.Section("registry")),
                // Both clouds take it as a tag or a label.
                Owner = infra.Text("owner", Label(), "Write at most 63 small letters, digits and dashes, for example data-platform", "platform"),
                PublicZone = infra.Has("publicZone") ? infra.Text("publicZone") : null,
            },
            Prometheus = ReadPrometheus(infra.Section("prometheus")),
        };
        infra.RefuseUnknownKeys();
        return faults.Count == 0 ? config : throw new ConfigurationException([.. faults]);
    }

    private static readonly ImmutableArray<(string Name, StackLifetime Value)> Lifetimes =
        [(StackLifetime.Durable.Name, StackLifetime.Durable), (StackLifetime.Disposable.Name, StackLifetime.Disposable)];

    private static RegistrySpec ReadRegistry(ConfigurationSection registry)
    {
        var spec = new RegistrySpec(registry.Integer("keepDeletedDays", 7, 90, 30));
        registry.RefuseUnknownKeys();
        return spec;
    }

    private static PrometheusSpec ReadPrometheus(ConfigurationSection prometheus)
    {
        var spec = new PrometheusSpec(
            Replicas: prometheus.Integer("replicas", 2, 3, 2),
            RetentionDays: prometheus.Integer("retentionDays", 1, 365, 15),
            StorageGiB: prometheus.Integer("storageGiB", 10, 16384, 150));
        prometheus.RefuseUnknownKeys();
        return spec;
    }

    private static ConfigurationSection Namespace(ConfigurationValues configuration, string name, List<ConfigurationFault> faults) =>
        new($"{name}:", configuration.Values
            .Where(pair => pair.Key.StartsWith($"{name}:", StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key[(name.Length + 1)..], Parse(pair.Value))), faults);

    // The engine hands objects and lists over as JSON text, and everything else as it is.
    private static JsonElement Parse(string text)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            try
            {
                return JsonSerializer.Deserialize<JsonElement>(text);
            }
            catch (JsonException)
            {
                return JsonSerializer.SerializeToElement(text);
            }
        }
        return JsonSerializer.SerializeToElement(text);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex Label();

    [GeneratedRegex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")]
    private static partial Regex Domain();
}

/// <summary>The metrics that are wanted.</summary>
/// <param name="Replicas">Equal servers that each scrape everything: 2 to 3. Default 2.</param>
/// <param name="RetentionDays">Days a sample is kept. Default 15.</param>
/// <param name="StorageGiB">Volume of each replica in GiB. Default 150.</param>
public sealed record PrometheusSpec(int Replicas, int RetentionDays, int StorageGiB);
