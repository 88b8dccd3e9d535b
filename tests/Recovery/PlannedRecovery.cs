using System.Collections.Immutable;
using Infra.Cli;
using Infra.Cli.Recovery;
using Infra.Configuration;

namespace Infra.Tests.Recovery;

/// <summary>Plans of the sample stacks, with edits.</summary>
internal static class PlannedRecovery
{
    /// <summary>Facts of the right shape for a cloud.</summary>
    public static LossFacts Facts(string cloud) =>
        new()
        {
            Instant = new(2026, 11, 23, 13, 2, 30, TimeSpan.Zero),
            Deleted = cloud == "gcp" ? "2026-11-23T13:57:10Z" : "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            Backup = cloud == "gcp" ? "1772442000000" : null,
            Copy = cloud == "gcp" ? null : "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-1a2b",
            Region = cloud == "gcp" ? "europe-west4" : "eu-west-1",
        };

    /// <summary>The plan for one loss with nothing known about it.</summary>
    public static Task<RecoveryPlan> MakeAsync(string cloud, Loss loss, params (string Path, string? Json)[] edits) =>
        MakeAsync(cloud, loss, new(), edits);

    /// <summary>The plan for one loss.</summary>
    public static Task<RecoveryPlan> MakeAsync(string cloud, Loss loss, LossFacts facts, params (string Path, string? Json)[] edits) =>
        RecoveryPlans.MakeAsync(SampleStack.Values(cloud, edits), cloud, loss, facts);

    /// <summary>What a person types, a line for each.</summary>
    public static string Typed(RecoveryPlan plan) => Typed(plan.Steps);

    /// <summary>The same of steps alone.</summary>
    public static string Typed(ImmutableArray<RecoveryStep> steps) =>
        string.Join(
            '\n',
            steps.SelectMany(step =>
                step switch
                {
                    RecoveryStep.Edit edit => edit.Lines.Select(line => $"{edit.Stack}: {line.Path} = {line.Json ?? "gone"}"),
                    RecoveryStep.CopyStackFile copy => [$"{copy.Stack}: as {copy.From}"],
                    RecoveryStep.Command command => [command.Line],
                    _ => ["wait"],
                }
            )
        );

    /// <summary>The configuration after each edit of a plan.</summary>
    public static IEnumerable<ConfigurationValues> Followed(ConfigurationValues configuration, ImmutableArray<RecoveryStep> steps)
    {
        foreach (var edit in steps.OfType<RecoveryStep.Edit>())
        {
            yield return configuration = configuration.With(edit.Lines);
        }
    }
}
