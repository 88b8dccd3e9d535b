using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>
/// The report for a program; docs/rehearse.md describes its shape. A name that goes or changes its meaning raises the version.
/// </summary>
internal static class ReportJson
{
    /// <summary>The version of the shape.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>The file's text.</summary>
    public static string Text(IReadOnlyList<PlayedRehearsal> rehearsals, DateTimeOffset playedAt) =>
        JsonSerializer.Serialize(
            new
            {
                Version,
                PlayedAt = playedAt.ToUniversalTime(),
                Passed = rehearsals.All(played => played.Passed),
                Rehearsals = rehearsals.Select(Rehearsal),
            },
            Options
        ) + "\n";

    private static object Rehearsal(PlayedRehearsal played)
    {
        var figures = new RehearsalFigures(played);
        return new
        {
            played.Cloud,
            played.Stack,
            Loss = LossName.Of(played.Plan.Loss),
            played.Passed,
            LaunchSeconds = figures.Launch?.TotalSeconds,
            RecoverySeconds = figures.Recovery?.TotalSeconds,
            RealSeconds = figures.Real.TotalSeconds,
            played.Checks,
            played.Notes,
            Plan = new
            {
                played.Plan.Survives,
                played.Plan.IsLost,
                RowsLostSeconds = played.Plan.RowsLost?.TotalSeconds,
                Seconds = played.Plan.Time.Total.TotalSeconds,
                CriticalPath = played.Plan.Time.CriticalPath.Select(timed => new
                {
                    timed.Operation,
                    timed.Type,
                    timed.Name,
                    StartSeconds = timed.Start.TotalSeconds,
                    Seconds = timed.Duration.TotalSeconds,
                }),
            },
            Steps = played.Steps.Select(step => new
            {
                Act = Name(step.Act),
                step.Title,
                step.Command,
                Start = step.Start.ToUniversalTime(),
                End = step.End.ToUniversalTime(),
                RealSeconds = step.RealTime.TotalSeconds,
                step.Changes,
            }),
            Spans = played.Spans.Select(span => new
            {
                Act = Name(span.Act),
                span.Operation,
                span.Type,
                span.Name,
                Start = span.Start.ToUniversalTime(),
                End = span.End.ToUniversalTime(),
            }),
        };
    }

    private static string Name(Act act) => act.ToString().ToLowerInvariant();
}
