using System.Collections.Immutable;

namespace Infra.Configuration;

/// <summary>Every key there is, for documentation; known without any configuration.</summary>
internal static class ConfigurationKeys
{
    /// <summary>The stack's own keys, then the providers'.</summary>
    public static ImmutableArray<KeyGroup> Namespaces { get; } = [PlatformSection.Keys, GcpSection.ProviderKeys, AwsSection.ProviderKeys];

    /// <summary>A group's keys and those below them, in the order of their declaration.</summary>
    public static IEnumerable<Key> All(KeyGroup group)
    {
        return group.Keys.SelectMany(key => key is KeyGroup below ? All(below).Prepend(key) : [key]);
    }
}
