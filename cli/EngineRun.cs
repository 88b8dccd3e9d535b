namespace Infra.Cli;

/// <summary>One run of <c>pulumi</c> that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, both streams.</param>
internal sealed record EngineRun(int ExitCode, string Output)
{
    /// <summary>Whether it did what it was asked to.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Goes on only where it succeeded.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its output.</exception>
    public EngineRun Expected() => Succeeded ? this : throw new InvalidOperationException(Output);
}
