using Infra.Configuration;
using Infra.Policy;
using Pulumi;
using Pulumi.Testing;

namespace Infra;

/// <summary>
/// A program that is judged before the engine hears of it. It is evaluated once with nobody to answer; where a promise that protects data
/// is broken, nothing is registered. An update that was stopped at its last resource would have made all the others.
/// </summary>
internal static class JudgedProgram
{
    /// <summary>Runs a program on the engine; the exit code for the process.</summary>
    /// <param name="values">The stack's configuration.</param>
    /// <param name="program">Declares everything, and gives the stack's outputs.</param>
    public static async Task<int> RunAsync(ConfigurationValues values, Func<PlatformConfig, IDictionary<string, object?>> program)
    {
        // Begun outside, because a deployment does not run within another; awaited inside, where the engine shows what was thrown.
        var judged = JudgeAsync(values, program);
        return await Deployment.RunAsync(async () => program(await judged));
    }

    /// <summary>Reads the configuration, and refuses what breaks a promise.</summary>
    /// <exception cref="ConfigurationException">The configuration is faulty.</exception>
    /// <exception cref="RunException">One or more promises are broken; the message names all of them.</exception>
    public static async Task<PlatformConfig> JudgeAsync(
        ConfigurationValues values,
        Func<PlatformConfig, IDictionary<string, object?>> program
    )
    {
        var config = PlatformConfig.Read(values);
        var evaluation = await OfflineStack.EvaluateAsync(config, "judged", new Ids(), program, isPreview: true);
        var faults = DataPolicy.Faults(DataPolicy.Rules, evaluation.Registered(config));
        return faults.IsEmpty
            ? config
            : throw new RunException(
                $"The program breaks {(faults.Length == 1 ? "a promise that protects" : $"{faults.Length} promises that protect")} data; "
                    + "nothing was registered and nothing was changed:\n"
                    + string.Join('\n', faults.Select(fault => $"- {fault}"))
            );
    }

    // A block with one unknown value in it is unknown whole, and could not be judged; most of those values are ids of what is declared
    // beside it.
    private sealed class Ids : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
            Task.FromResult<(string?, object)>((OfflineStack.Placeholder(args.Name ?? "", "id"), args.Inputs));

        public Task<object> CallAsync(MockCallArgs args) => OfflineStack.Answer(args);
    }
}
