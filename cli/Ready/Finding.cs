namespace Infra.Cli.Ready;

/// <summary>One thing that a check has found.</summary>
/// <param name="Verdict">How it stands.</param>
/// <param name="Found">The fact, as it was read.</param>
/// <param name="Mend">The line of the stack file or the command that mends it; null where nothing needs to be mended.</param>
internal sealed record Finding(Verdict Verdict, string Found, string? Mend)
{
    /// <summary>It would hold.</summary>
    public static Finding Ok(string found) => new(Verdict.Ok, found, null);

    /// <summary>It holds today alone.</summary>
    public static Finding Warning(string found, string mend) => new(Verdict.Warning, found, mend);

    /// <summary>It would not hold.</summary>
    public static Finding Fault(string found, string mend) => new(Verdict.Fault, found, mend);
}
