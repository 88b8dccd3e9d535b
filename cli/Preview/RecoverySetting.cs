namespace Infra.Cli.Preview;

/// <summary>One thing that a person asks of a stack before trusting it, and the answer in words.</summary>
/// <param name="Name">The question, in a word or two.</param>
/// <param name="Text">The answer.</param>
/// <param name="IsWarning">Whether it is to be read before going on.</param>
internal sealed record RecoverySetting(string Name, string Text, bool IsWarning = false);
