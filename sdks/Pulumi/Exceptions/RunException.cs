namespace Pulumi;

/// <summary>An error in the user's words: its message is shown alone, without a stack trace.</summary>
public class RunException : Exception
{
    /// <summary>An error with this message.</summary>
    public RunException(string message)
        : base(message) { }

    /// <summary>An error with this message and cause.</summary>
    public RunException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>The error for [Output] properties that are not outputs.</summary>
    public static RunException OutputsHaveIncorrectType(IEnumerable<string> outputAttributeNames) =>
        new($"Output(s) '{string.Join(", ", outputAttributeNames)}' have incorrect type; write Output<T> for an [Output] property.");
}
