using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:registry</c>.</summary>
internal static class RegistrySection
{
    public static KeyGroup Keys { get; } = new("infra:registry", "The bucket of the image registry.");

    private static readonly Key<int> KeepDeletedDays = Keys.Defaulted(
        "keepDeletedDays",
        new WholeNumber(7, 90),
        30,
        "30",
        "Days that deleted and overwritten images can be brought back.",
        LaterChange.InPlace("fewer delete what is older")
    );

    public static RegistrySpec Read(ConfigurationSection registry) => new(registry.Read(KeepDeletedDays));
}
