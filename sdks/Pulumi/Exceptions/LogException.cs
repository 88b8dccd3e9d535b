namespace Pulumi;

/// <summary>An error while a message was sent to the engine.</summary>
public class LogException(Exception exception) : Exception($"A message could not be logged: {exception.Message}", exception);
