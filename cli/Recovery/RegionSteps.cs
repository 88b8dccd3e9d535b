using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Recovery;

/// <summary>How a stack comes back whose region is lost: as a new stack in another one, born from what was copied there.</summary>
internal static class RegionSteps
{
    private const int LongestPrefix = 18;
    private const string AcceptedPlatform = "infra:verification.acceptPlatform";

    // What is of the old region, or is written for the old stack alone.
    private static readonly ImmutableArray<string> LeftBehind =
    [
        "infra:aws.zones",
        "infra:aws.network",
        "infra:copies",
        "infra:gcp.key",
        "infra:gcp.registryKey",
        "infra:gcp.registryRegions",
        "infra:gcp.network",
        "infra:publicZone",
        "infra:database.createAgain",
    ];

    public static ImmutableArray<RecoveryStep> Of(PlannedStack stack, LossFacts facts, FactText text)
    {
        var region = Region(stack, facts);
        var name = StackName(stack, region);
        var source = RegionCopies.Of(stack, facts);
        // A backup is of the night, and what ran since then would be run again; of a disposable stack the configuration demands it anyway.
        var isPaused = source.HasDatabase && (!stack.IsDurable || stack.Config.Cloud.Match(_ => true, _ => facts.Instant is not null));
        List<RecoveryStep> steps =
        [
            new RecoveryStep.Command("a stack of its own; leave the lost region's alone", $"pulumi stack init {name}"),
            new RecoveryStep.CopyStackFile("the same platform", name, stack.Name),
        ];
        if (source.HasDatabase && facts is { Backup: null, Copy: null })
        {
            steps.Add(new CloudCommands(stack).Copies(region));
        }
        steps.Add(
            new RecoveryStep.Edit(
                source.HasDatabase
                    ? "born from the copy, with the lost stack's identities; its images come after it, so what the verification misses of "
                        + "them is accepted"
                    : "empty: nothing was copied",
                name,
                [
                    .. Own(stack, region),
                    .. source.HasDatabase ? Copy(stack, facts, text) : [("infra:database.restore", null)],
                    .. stack.Without(DatabaseSteps.TakenIdentity),
                    .. source.HasDatabase
                        ?
                        [
                            source.HasIdentities ? ("infra:identity.from", $"\"{stack.Names.Prefix}\"") : ("infra:identity.lost", "true"),
                            (AcceptedPlatform, "\"g1-g1\""),
                            .. source.HasIdentities ? RegionSets.Taken(stack, region) : [],
                        ]
                        : ImmutableArray<(string, string?)>.Empty,
                    .. isPaused ? DatabaseSteps.Pause(stack) : [],
                ]
            )
        );
        steps.Add(RecoverySteps.Up(name, "the whole platform, in the other region"));
        if (CopiedImages(stack, region) is { } images)
        {
            steps.Add(images);
        }
        if (source.HasDatabase)
        {
            // As long as it says where it was born, a disposable stack may let nothing run.
            steps.Add(
                new RecoveryStep.Edit(
                    "it is born, and what was taken is in the state",
                    name,
                    [
                        (source.HasIdentities ? "infra:identity.from" : "infra:identity.lost", null),
                        (AcceptedPlatform, null),
                        ("infra:database.restore", null),
                        .. source.HasIdentities && RegionSets.Outlive(stack, region)
                            ? [("infra:escrow.from", null)]
                            : ImmutableArray<(string, string?)>.Empty,
                    ]
                )
            );
            steps.Add(
                stack.Config.Cloud.Match(
                    _ => new RecoveryStep.Command(
                        "with a refresh: the cloud gave what was restored from a backup a backup policy of its own",
                        $"pulumi up --refresh --stack {name}"
                    ),
                    _ => RecoverySteps.Up(name, "takes note of it")
                )
            );
        }
        if (isPaused)
        {
            steps.AddRange(DatabaseSteps.GiveBack(stack, name));
        }
        steps.Add(
            new RecoveryStep.Command(
                $"last of all, point {stack.Config.BaseDomain} and *.{stack.Config.BaseDomain} at these",
                $"pulumi stack output ingressAddresses --stack {name}"
            )
        );
        return [.. steps];
    }

    /// <summary>The region to go to: the one that is named, or where the copies are, or another one of the same cloud.</summary>
    public static string Region(PlannedStack stack, LossFacts facts) =>
        facts.Region
        ?? stack.Config.Foundation.Copies?.Region
        ?? stack.Config.Cloud.Match(
            gcp => gcp.Region == "europe-west4" ? "europe-west1" : "europe-west4",
            aws => aws.Region == "eu-west-1" ? "eu-central-1" : "eu-west-1"
        );

    /// <summary>The new stack's name: the lost one's and the region.</summary>
    public static string StackName(PlannedStack stack, string region) => $"{stack.Name}-{region}";

    /// <summary>A prefix with a word after it, within the longest that there may be.</summary>
    public static string Suffixed(string prefix, string word) =>
        $"{prefix[..Math.Min(prefix.Length, LongestPrefix - word.Length - 1)].TrimEnd('-')}-{word}";

    // A bucket does not change hands: the new stack has one of its own, and takes over what the lost one's was copied to.
    private static RecoveryStep.Command? CopiedImages(PlannedStack stack, string region) =>
        stack.Config is { Cloud: CloudConfig.Aws aws, Foundation.Copies: { } copies }
            ? new(
                "the images, from their copy, by somebody who may read the one bucket and write the other",
                $"aws s3 sync s3://{stack.Program.Named($"copies-registry-{copies.Region}-bucket").PhysicalName} "
                    + $"s3://{NewPrefix(stack, region)}-registry-{aws.AccountId} --source-region {copies.Region} --region {region}"
            )
            : null;

    private static string NewPrefix(PlannedStack stack, string region) => Suffixed(stack.Names.Prefix, Short(region));

    private static IEnumerable<(string Path, string? Json)> Own(PlannedStack stack, string region) =>
        [
            ("infra:prefix", $"\"{NewPrefix(stack, region)}\""),
            ($"{stack.Config.Cloud.Name}:region", $"\"{region}\""),
            ("infra:cluster.generation", "1"),
            ("infra:database.generation", "1"),
            .. stack.Without(LeftBehind),
            .. BackupsBeside(stack),
        ];

    // A place that is lost keeps no backups.
    private static IEnumerable<(string Path, string? Json)> BackupsBeside(PlannedStack stack) =>
        stack.Config.Cloud is CloudConfig.Gcp { BackupLocation: { } location } gcp && location == gcp.Region
            ? [("infra:gcp.backupLocation", null)]
            : [];

    private static IEnumerable<(string Path, string? Json)> Copy(PlannedStack stack, LossFacts facts, FactText text) =>
        [
            (
                "infra:database.restore",
                stack.Config.Cloud.Match(
                    _ => $$"""{"backup":{{Number(text.Backup)}},"instance":"{{stack.Database}}"}""",
                    _ =>
                        facts switch
                        {
                            { Copy: null, Backup: { } snapshot } => $$"""{"backup":"{{snapshot}}"}""",
                            { Instant: { } instant } => $$"""{"pointInTime":"{{RestoreSource.Instant(instant)}}","copy":"{{text.Copy}}"}""",
                            _ => $$"""{"latest":true,"copy":"{{text.Copy}}"}""",
                        }
                )
            ),
        ];

    // A run's number stands without quotes; a vault's backup and a placeholder with them.
    private static string Number(string backup) => backup.All(char.IsAsciiDigit) ? backup : $"\"{backup}\"";

    // europe-west4 and eu-west-1 are euw4 and euw1.
    private static string Short(string region)
    {
        var parts = region.Split('-');
        return parts[0][..2]
            + string.Concat(parts[1..])
                .Replace("north", "n", StringComparison.Ordinal)
                .Replace("south", "s", StringComparison.Ordinal)
                .Replace("east", "e", StringComparison.Ordinal)
                .Replace("west", "w", StringComparison.Ordinal)
                .Replace("central", "c", StringComparison.Ordinal);
    }
}
