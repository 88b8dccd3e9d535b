using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>Everything the stack is told, typed and checked. <see cref="Read"/> is the only way to get one from text.</summary>
internal sealed record PlatformConfig
{
    /// <summary>Which account of which cloud.</summary>
    public required CloudConfig Cloud { get; init; }

    /// <summary>The domain the platform answers under: <c>app.</c>, <c>houston.</c>, <c>registry.</c> and so on.</summary>
    public required string BaseDomain { get; init; }

    /// <summary>What the cloud is asked for.</summary>
    public required FoundationSpec Foundation { get; init; }

    /// <summary>The Airflow deployments.</summary>
    public required AirflowSpec Airflow { get; init; }

    /// <summary>What is asked of a restored database and platform.</summary>
    public required VerificationSpec Verification { get; init; }

    /// <summary>Metrics.</summary>
    public required PrometheusSpec Prometheus { get; init; }

    /// <summary>Where chart and images come from.</summary>
    public required ChartSpec Chart { get; init; }

    /// <summary>The web certificate; null: a disposable stack signs its own.</summary>
    public required TlsPair? Tls { get; init; }

    /// <summary>The mail server; null: no mail is sent.</summary>
    public required SmtpSpec? Smtp { get; init; }

    /// <summary>Who is told of trouble.</summary>
    public required AlertReceivers Alerts { get; init; }

    /// <summary>
    /// Whether another stack's deployments stand here for a look alone: the stack goes again, and nothing of theirs may run.
    /// </summary>
    public bool IsDrill => !Foundation.Lifetime.IsDurable && Airflow.Paused == true;

    /// <summary>What a stack keeps for ever of what it was born with, by the keys that say it.</summary>
    public ImmutableSortedDictionary<string, string> Origin =>
        Cloud
            .Place(Foundation.Names)
            .Add("infra:cloud", Cloud.Name)
            .Add("infra:network.range", Foundation.Network.Range.ToString())
            .Add("infra:prefix", Foundation.Names.Prefix);

    /// <summary>What is probably meant otherwise: told, and taken all the same. Default none.</summary>
    public ImmutableArray<ConfigurationFault> Warnings { get; init; } = [];

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="ConfigurationException">One or more faults; the message names all of them.</exception>
    public static PlatformConfig Read(ConfigurationValues configuration)
    {
        var faults = new List<ConfigurationFault>();
        RefuseUnknownNamespaces(configuration, faults);
        var config = PlatformSection.Read(Namespace(PlatformSection.Keys), Namespace);
        var refused = faults.Where(fault => !fault.IsWarning).ToImmutableArray();
        return refused.IsEmpty ? config with { Warnings = [.. faults] } : throw new ConfigurationException(refused);

        ConfigurationSection Namespace(KeyGroup keys)
        {
            faults.AddRange(
                configuration
                    .Encrypted.Intersect(keys.Keys.Where(key => !key.HoldsSecret).Select(key => key.Path))
                    .Select(path => new ConfigurationFault(
                        path,
                        "it is encrypted, but nothing of it is secret: names and tags show it to everybody",
                        "Set it without --secret"
                    ))
            );
            return new(
                keys,
                configuration
                    .Values.Where(pair => pair.Key.StartsWith(keys.Path, StringComparison.Ordinal))
                    .Select(pair => KeyValuePair.Create(pair.Key[keys.Path.Length..], Parse(pair.Value))),
                name => configuration.Encrypted.Contains(keys.Path + name),
                faults
            );
        }
    }

    // Other namespaces belong to somebody else, unless they are one of these misspelt.
    private static void RefuseUnknownNamespaces(ConfigurationValues configuration, List<ConfigurationFault> faults)
    {
        var known = ConfigurationKeys.Namespaces.Select(keys => keys.Path[..^1]).ToList();
        foreach (var key in configuration.Values.Keys)
        {
            var space = key.Split(':')[0];
            if (!known.Contains(space) && NearestText.To(space, known) is { } near && space.Length <= near.Length + 1)
            {
                faults.Add(new(key, "there is no such key", $"Did you mean '{near}:{key[(space.Length + 1)..]}'? Otherwise remove it"));
            }
        }
    }

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
}

/// <summary>What is wanted of the Airflow deployments.</summary>
/// <param name="Paused">
/// Whether every DAG is paused, in the database: true holds them, false gives back what true has taken, null does neither. Default null.
/// </param>
internal sealed record AirflowSpec(bool? Paused);

/// <summary>
/// What is asked of a restored database before anything is started on it, and of the platform before anybody is sent to it.
/// </summary>
/// <param name="NewestWithinMinutes">Minutes that the newest record may be older than the instant that was asked for. Default 60.</param>
/// <param name="AcceptedDatabase">The generation that is wanted in spite of the faults that were found; null: none.</param>
/// <param name="AcceptedPlatform">The pair of generations that is wanted in spite of the faults that were found; null: none.</param>
internal sealed record VerificationSpec(int NewestWithinMinutes, int? AcceptedDatabase, string? AcceptedPlatform)
{
    /// <summary>A pair of generations, as the names of jobs write it.</summary>
    /// <param name="database">The database's generation.</param>
    /// <param name="cluster">The cluster's generation.</param>
    public static string Pair(int database, int cluster) => string.Create(CultureInfo.InvariantCulture, $"g{database}-g{cluster}");

    /// <summary>Whether somebody wants the database in spite of what was found.</summary>
    /// <param name="generation">The database's generation.</param>
    public bool Accepts(int generation) => AcceptedDatabase == generation;

    /// <summary>Whether somebody wants the platform in spite of what was found.</summary>
    /// <param name="database">The database's generation.</param>
    /// <param name="cluster">The cluster's generation.</param>
    public bool Accepts(int database, int cluster) => AcceptedPlatform == Pair(database, cluster);
}

/// <summary>The metrics that are wanted.</summary>
/// <param name="Replicas">Equal servers that each scrape everything: 2 to 3. Default 2.</param>
/// <param name="RetentionDays">Days a sample is kept. Default 15.</param>
/// <param name="StorageGiB">Volume of each replica in GiB. Default 150.</param>
internal sealed record PrometheusSpec(int Replicas, int RetentionDays, int StorageGiB);
