namespace Infra.Cli.Ready;

/// <summary>How one finding stands for the worst day, from good to bad.</summary>
internal enum Verdict
{
    /// <summary>It would hold.</summary>
    Ok,

    /// <summary>It holds today, and will not for long, or it makes a recovery slower.</summary>
    Warning,

    /// <summary>A recovery would fail or lose data, or nobody can say: what can not be read is never taken for healthy.</summary>
    Fault,
}
