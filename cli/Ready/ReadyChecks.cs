using System.Collections.Immutable;
using Infra.Cli.Ready.Checks;

namespace Infra.Cli.Ready;

/// <summary>
/// Everything that is looked at, in the order of a recovery: who asks, what is left, what makes it usable, what makes it anew.
/// </summary>
internal static class ReadyChecks
{
    public static ImmutableArray<Check> All { get; } =
    [
        AccountCheck.Check,
        ToolsCheck.Check,
        AdministratorsCheck.Check,
        StateCheck.Check,
        StateCopiesCheck.Check,
        ProtectionsCheck.Check,
        DatabaseCheck.Check,
        RestoreWindowCheck.Check,
        NewestBackupCheck.Check,
        CopiesCheck.Check,
        KeysCheck.Check,
        SecretsCheck.Check,
        RegistryCheck.Check,
        EscrowCheck.Check,
        KubernetesCheck.Check,
        AddOnsCheck.Check,
        MachinesCheck.Check,
        QuotasCheck.Check,
        ChartCheck.Check,
        CertificateCheck.Check,
        NamesCheck.Check,
        DrillCheck.Check,
    ];
}
