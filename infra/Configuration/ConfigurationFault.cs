namespace Infra.Configuration;

/// <summary>One thing that is wrong in the stack's configuration, in the user's words.</summary>
/// <param name="Key">Where: the full path of the key, for example <c>infra:database.backup.time</c>.</param>
/// <param name="Problem">What is wrong, with the value that was found.</param>
/// <param name="Remedy">What to write instead.</param>
/// <param name="IsWarning">Whether the configuration is taken all the same.</param>
internal sealed record ConfigurationFault(string Key, string Problem, string Remedy, bool IsWarning = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Problem}. {Remedy}.";
}
