using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;

namespace Infra.Configuration;

/// <summary>What only Google Cloud is told: the provider's own keys, and <c>infra:gcp</c>.</summary>
internal static partial class GcpSection
{
    public static KeyGroup ProviderKeys { get; } = new("gcp:", "The Google Cloud provider's own keys.");

    private static readonly Key<string> Project = ProviderKeys.Required("project", new Text("a project's id (not its name or number)", ProjectForm()),
        "my-project", "The project of everything that is made.");

    private static readonly Key<string> Region = ProviderKeys.Required("region", new Text("a Google Cloud region (not a zone)", RegionForm()),
        "europe-west1", "The region of everything that is made.");

    public static KeyGroup Keys { get; } = new("infra:gcp", "What only Google Cloud is told.", absence: "on the other cloud");

    public static CloudConfig.Gcp Read(ConfigurationSection provider, ConfigurationSection gcp)
    {
        _ = gcp;
        return new(provider.Read(Project), provider.Read(Region));
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$")]
    private static partial Regex ProjectForm();

    [GeneratedRegex("^[a-z]+-[a-z]+[0-9]+$")]
    private static partial Regex RegionForm();
}
