using Pulumi;

namespace Infra.Tests.Programs;

/// <summary>The ways in which a program can go wrong by itself.</summary>
internal static class Faults
{
    public static IDictionary<string, object?> Declare(string fault)
    {
        switch (fault)
        {
            case "refusal":
                throw new RunException("Write programs:run as it should be.");
            case "crash":
                throw new InvalidOperationException("Nobody expected this.");
            case "later":
                return new Dictionary<string, object?> { ["never"] = Output.Create(Task.Delay(50)).Apply(Fail) };
            case "logged":
                Log.Error("This was logged as an error.");
                return new Dictionary<string, object?>();
            case "warned":
                Log.Warn("This was logged as a warning.");
                return new Dictionary<string, object?>();
            default:
                throw new RunException($"There is no program '{fault}'.");
        }
    }

    private static string Fail(object? done) => throw new InvalidOperationException("It failed in a transform.");
}
