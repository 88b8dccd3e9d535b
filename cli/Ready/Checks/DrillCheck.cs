using System.Globalization;
using Infra.Cli.Drill;

namespace Infra.Cli.Ready.Checks;

/// <summary>When a restore was tried last, and how it ended.</summary>
internal static class DrillCheck
{
    // One is played every week.
    private static readonly TimeSpan Overdue = TimeSpan.FromDays(9);

    public static Check Check { get; } =
        Check.One("drill", "The restore is tried for the first time, by people who have never seen one.", async stack =>
        {
            var mend = $"make drill STACK={stack.Name} COPIES={stack.Copies ?? "s3://… or gs://…"}";
            if (!stack.IsDurable)
            {
                return Finding.Ok("the stack is disposable: nobody restores it");
            }
            if (stack.Copies is not { Length: > 0 } copies)
            {
                return Finding.Fault(
                    "nobody has said where the records of the drills are",
                    $"make ready STACK={stack.Name} COPIES=s3://… or gs://…, as .ci/nightly export is told it"
                );
            }
            var names = await new DrillRecords(stack, copies).NamesAsync();
            if (names.IsEmpty)
            {
                return Finding.Warning("no restore was ever tried", mend);
            }
            var (at, hasPassed) = (
                DateTimeOffset.ParseExact(
                    names[^1].Split('Z')[0] + 'Z',
                    "yyyy-MM-dd'T'HHmmss'Z'",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal
                ),
                names[^1].EndsWith("-passed", StringComparison.Ordinal)
            );
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"the newest of {names.Length}, of {at:yyyy-MM-dd}, has {(hasPassed ? "passed" : "failed")}"
            );
            return !hasPassed ? Finding.Fault(text, $"make drills STACK={stack.Name} COPIES={copies}, then {mend}")
                : stack.Now - at > Overdue ? Finding.Fault($"{text}, and one is overdue", mend)
                : Finding.Ok(text);
        });
}
