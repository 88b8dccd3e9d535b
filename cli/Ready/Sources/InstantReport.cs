using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Recovery;
using Infra.Foundation;

namespace Infra.Cli.Ready.Sources;

/// <summary>The sources of an instant, for a person, with the lines to paste, or for a program.</summary>
internal static class InstantReport
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes them as text.</summary>
    public static void Write(InstantSources found, TextWriter to)
    {
        foreach (var (source, index) in found.Sources.Select((source, index) => (source, index)))
        {
            to.WriteLine($"{index + 1}. {source.Name}: {Loses(found, source)}");
            foreach (var step in source.Steps)
            {
                Write(step, to);
            }
        }
        foreach (var why in found.Unreadable)
        {
            to.WriteLine($"can not be read, so that there may be more: {why}");
        }
        if (found.Sources.IsEmpty)
        {
            to.WriteLine($"Nothing that can be read gives {RestoreSource.Instant(found.Instant)} back.");
        }
    }

    /// <summary>
    /// Writes <c>{ version, stack, at, verdict, sources: [ { name, givesBack, away, steps } ], unreadable }</c>; the steps are those of
    /// <c>infra plan</c>.
    /// </summary>
    public static void WriteJson(InstantSources found, TextWriter to) =>
        to.WriteLine(
            new JsonObject
            {
                ["version"] = 1,
                ["stack"] = found.Stack,
                ["at"] = RestoreSource.Instant(found.Instant),
                ["verdict"] = ReadyJson.Word(found.Verdict),
                ["sources"] = new JsonArray([
                    .. found.Sources.Select(source => new JsonObject
                    {
                        ["name"] = source.Name,
                        ["givesBack"] = RestoreSource.Instant(source.GivesBack),
                        ["away"] = source.IsAway,
                        ["steps"] = new JsonArray([.. source.Steps.Select(PlanJson.Step)]),
                    }),
                ]),
                ["unreadable"] = new JsonArray([.. found.Unreadable.Select(why => JsonValue.Create(why))]),
            }.ToJsonString(Indented)
        );

    private static string Loses(InstantSources found, InstantSource source) =>
        source.GivesBack == found.Instant
            ? "exactly that second"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the state of {RestoreSource.Instant(source.GivesBack)}; the {(found.Instant - source.GivesBack).TotalHours:0.0} h after "
                    + $"it are lost"
            );

    private static void Write(RecoveryStep step, TextWriter to)
    {
        to.WriteLine($"   {step.Why}");
        switch (step)
        {
            case RecoveryStep.Edit edit:
                to.WriteLine($"     # Pulumi.{edit.Stack}.yaml");
                foreach (var line in StackFileLines.Of(edit))
                {
                    to.WriteLine($"     {line}");
                }
                break;
            case RecoveryStep.CopyStackFile copy:
                to.WriteLine($"     cp Pulumi.{copy.From}.yaml Pulumi.{copy.Stack}.yaml");
                break;
            case RecoveryStep.Command command:
                to.WriteLine($"     {command.Line}");
                break;
            default:
                break;
        }
    }
}
