using System.Collections.Immutable;
using Pulumi;

namespace Infra.Configuration;

/// <summary>All faults of a configuration in one message. Nothing has been registered when it is thrown.</summary>
/// <remarks>A <see cref="RunException"/>, because Pulumi shows its message alone, without a stack trace.</remarks>
internal sealed class ConfigurationException(ImmutableArray<ConfigurationFault> faults) : RunException(Describe(faults))
{
    /// <summary>The faults, in the order of the configuration's sections.</summary>
    public ImmutableArray<ConfigurationFault> Faults { get; } = faults;

    private static string Describe(ImmutableArray<ConfigurationFault> faults)
    {
        var noun = faults.Length == 1 ? "fault" : "faults";
        return $"The stack's configuration has {faults.Length} {noun}; nothing was changed:\n"
            + string.Join("\n", faults.Select(fault => $"  - {fault}"));
    }
}
