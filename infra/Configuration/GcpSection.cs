using System.Text.RegularExpressions;

namespace Infra.Configuration;

/// <summary>Reads what only Google Cloud is told: the provider's own <c>gcp:project</c> and <c>gcp:region</c>, and <c>infra:gcp</c>.</summary>
internal static partial class GcpSection
{
    public static CloudConfig.Gcp Read(ConfigurationSection provider, ConfigurationSection gcp)
    {
        var config = new CloudConfig.Gcp(
            Project: provider.Text("project", ProjectId(), "Write the project's id, for example my-project (not its name or number)"),
            Region: provider.Text("region", Region(), "Write a region, for example europe-west1 (not a zone)"));
        provider.RefuseUnknownKeys();
        gcp.RefuseUnknownKeys();
        return config;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$")]
    private static partial Regex ProjectId();

    [GeneratedRegex("^[a-z]+-[a-z]+[0-9]+$")]
    private static partial Regex Region();
}
