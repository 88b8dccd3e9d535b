using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;

namespace Infra.Configuration;

/// <summary><c>infra:chart</c>.</summary>
internal static partial class ChartSection
{
    public static KeyGroup Keys { get; } =
        new("infra:chart", "Where the platform's chart and images come from; the one place to name a mirror.");

    private static readonly Key<string> Repository = Keys.Defaulted(
        "repository",
        new Text("the https URL of a Helm repository", RepositoryForm()),
        "https://helm.astronomer.io",
        "https://charts.example.com/astronomer",
        "The Helm repository of the platform's chart, and of the Airflow chart that Commander downloads.",
        LaterChange.InPlace()
    );

    private static readonly Key<string> ImageRegistry = Keys.Optional(
        "imageRegistry",
        new Text("a registry with a path, without https:// and without a slash at its end", RegistryForm()),
        "every image comes from its own registry",
        "registry.example.com/astronomer",
        "A registry that holds every image under its own last name and tag, `postgres` for the login check among them; the nodes must be "
            + "allowed to pull from it.",
        LaterChange.InPlace("pods restart, 10 minutes")
    );

    public static ChartSpec Read(ConfigurationSection chart) =>
        new(chart.Read(Repository), chart.Has(ImageRegistry) ? chart.Read(ImageRegistry) : null);

    [GeneratedRegex(@"^https://[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?$")]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]+)?(/[a-z0-9._-]+)*$")]
    private static partial Regex RegistryForm();
}
