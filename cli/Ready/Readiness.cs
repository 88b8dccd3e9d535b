using System.Collections.Immutable;
using System.Text.Json;

namespace Infra.Cli.Ready;

/// <summary>What was found: whether the stack could be recovered now.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Answers">Each check with what it has found.</param>
internal sealed record Readiness(string Stack, DateTimeOffset At, ImmutableArray<CheckAnswer> Answers)
{
    /// <summary>The worst of all findings.</summary>
    public Verdict Verdict =>
        Answers.SelectMany(answer => answer.Findings).Select(finding => finding.Verdict).DefaultIfEmpty(Verdict.Fault).Max();

    /// <summary>Looks at everything, all at the same time.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="checks">What is looked at.</param>
    /// <param name="limit">After what time whatever has not answered counts as unreadable.</param>
    public static async Task<Readiness> LookAsync(CheckedStack stack, ImmutableArray<Check> checks, TimeSpan limit)
    {
        using var end = new CancellationTokenSource(limit);
        return new(stack.Name, stack.Now, [.. await Task.WhenAll(checks.Select(check => LookAsync(stack, check, end.Token)))]);
    }

    private static async Task<CheckAnswer> LookAsync(CheckedStack stack, Check check, CancellationToken end)
    {
        try
        {
            return new(check, await Task.Run(() => check.FindAsync(stack), CancellationToken.None).WaitAsync(end));
        }
        catch (OperationCanceledException)
        {
            return Unreadable(check, "the time was over before it was answered");
        }
        // A tool that is not there or refuses, and an answer of another shape than is documented: nobody can say whether it would hold.
        catch (Exception e)
            when (e
                    is InvalidOperationException
                        or IOException
                        or FormatException
                        or JsonException
                        or KeyNotFoundException
                        or ArgumentException
                        or NullReferenceException
                        or UnauthorizedAccessException
                        or System.ComponentModel.Win32Exception
            )
        {
            return Unreadable(check, e.Message);
        }
    }

    private static CheckAnswer Unreadable(Check check, string why) =>
        new(
            check,
            [
                Finding.Fault(
                    $"it can not be read: {why.Trim()}",
                    "run the command by hand, with the rights of the role PREFIX-preview; what can not be read is not known to hold"
                ),
            ]
        );
}

/// <summary>A check and what it has found.</summary>
/// <param name="Check">The check.</param>
/// <param name="Findings">What it has found; at least one thing.</param>
internal sealed record CheckAnswer(Check Check, ImmutableArray<Finding> Findings);
