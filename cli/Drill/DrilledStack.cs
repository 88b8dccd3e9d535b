using System.Collections.Immutable;
using System.Text.Json;
using Infra.Cli.Ready;
using Infra.Cli.Ready.Checks;
using Infra.Cli.Recovery;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Drill;

/// <summary>
/// The stack that a drill launches, made from the real stack's file: its machines and versions, but never its prefix, network or domain;
/// disposable, born from the newest backup with the real stack's identities, every DAG paused, no mail and no alert.
/// </summary>
/// <param name="Name">Its name: the real stack's, and <c>-drill</c>.</param>
/// <param name="Values">Its configuration.</param>
/// <param name="Source">What it is born from, as the output <c>restoredFrom</c> tells it.</param>
internal sealed record DrilledStack(string Name, ConfigurationValues Values, string Source)
{
    private const string Word = "drill";

    // Private ranges that an everyday network seldom is in; the first that touches nothing of the stack's is taken.
    private static readonly ImmutableArray<string> Ranges =
    [
        "10.220.0.0/16",
        "10.221.0.0/16",
        "172.24.0.0/16",
        "172.25.0.0/16",
        "192.168.0.0/16",
    ];

    // What is the real stack's own, leads out of the platform, or belongs to a birth that is over.
    private static readonly ImmutableArray<string> LeftBehind =
    [
        "infra:tls",
        "infra:smtp",
        "infra:alerts",
        "infra:publicZone",
        "infra:aws.network",
        "infra:copies",
        "infra:gcp.network",
        "infra:gcp.key",
        "infra:gcp.registryKey",
        "infra:gcp.registryRegions",
        "infra:gcp.backupLocation",
        "infra:database.createAgain",
        "infra:escrow.restore",
        "infra:escrow.from",
        "infra:verification.acceptDatabase",
        "infra:verification.acceptPlatform",
        "infra:identity.lost",
        "infra:identity.project",
        "infra:identity.account",
        "infra:identity.region",
    ];

    /// <summary>Its configuration, typed.</summary>
    public PlatformConfig Config { get; } = PlatformConfig.Read(Values);

    /// <summary>The name of the drill of a stack.</summary>
    public static string NameOf(string stack) => $"{stack}-{Word}";

    /// <summary>The prefix of the drill of a stack.</summary>
    public static string PrefixOf(PhysicalNames names) => RegionSteps.Suffixed(names.Prefix, Word);

    /// <summary>Makes it.</summary>
    /// <param name="real">The real stack.</param>
    /// <param name="backup">The backup that it is born from.</param>
    /// <param name="key">On Google Cloud, the key that an earlier drill has left, for a key is never deleted; null: there is none
    /// yet.</param>
    /// <exception cref="ConfigurationException">The real stack's file is faulty, or what is made from it.</exception>
    public static DrilledStack Of(CheckedStack real, StoredBackup backup, string? key)
    {
        var isGoogle = real.Config.Cloud.Match(_ => true, _ => false);
        var (restore, source) = isGoogle
            ? (
                $$"""{"backup":{{backup.Name}},"instance":"{{real.Database}}"}""",
                $"{RestoreSource.NamedBackup.Prefix}{backup.Name} of {real.Database}"
            )
            : ($$"""{"backup":"{{backup.Name}}"}""", RestoreSource.NamedBackup.Prefix + backup.Name);
        var values = real.Configuration.With([
            .. LeftBehind.Where(path => real.Configuration.At(path) is not null).Select(path => (path, (string?)null)),
            ("infra:prefix", JsonSerializer.Serialize(PrefixOf(real.Names))),
            ("infra:baseDomain", JsonSerializer.Serialize($"{Word}.{real.Config.BaseDomain}")),
            ("infra:lifetime", "\"disposable\""),
            ("infra:network.range", JsonSerializer.Serialize(FreeRange(real.Config))),
            ("infra:cluster.generation", "1"),
            ("infra:database.generation", $"{(isGoogle ? Unburnt(real.Now) : 1)}"),
            ("infra:database.restore", restore),
            ("infra:identity.from", JsonSerializer.Serialize(real.Names.Prefix)),
            .. RegionSets.Taken(real.Config.Foundation, isCopy: false),
            ("infra:airflow.paused", "true"),
            .. key is null ? Array.Empty<(string, string?)>() : [("infra:gcp.key", JsonSerializer.Serialize(key))],
        ]);
        // What is encrypted for the real stack can be read by nobody else, and nothing that is left needs it.
        return new(NameOf(real.Name), values with { Encrypted = [] }, source);
    }

    /// <summary>The stack file's text.</summary>
    /// <param name="kept">The lines by which the engine names the key of the stack's secrets.</param>
    public string File(IEnumerable<string> kept) =>
        string.Join('\n', [.. kept, "config:", .. Values.Values.Select(pair => $"  {pair.Key}: {Yaml(pair.Value)}"), ""]);

    // Lists and maps are JSON, which YAML is too.
    private static string Yaml(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..] ? text : JsonSerializer.Serialize(text);

    // Cloud SQL blocks a name for a week after its deletion, and a generation is part of the name: https://cloud.google.com/sql/docs/postgres/delete-instance.
    // A slot of a quarter of an hour comes again after 24 hours and a quarter, so that neither a drill of every day nor one of every week
    // meets its own.
    private static long Unburnt(DateTimeOffset now) => 1 + (now.ToUnixTimeSeconds() / 900 % 97);

    private static string FreeRange(PlatformConfig real)
    {
        IpRange[] taken = [real.Foundation.Network.Range, .. real.Foundation.Cluster.AllowedRanges];
        return Ranges.First(range =>
            Array.TrueForAll(taken, other => !other.LiesIn(IpRange.Parse(range)) && !IpRange.Parse(range).LiesIn(other))
        );
    }
}
