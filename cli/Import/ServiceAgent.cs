using System.Collections.Immutable;

namespace Infra.Cli.Import;

/// <summary>Google's own account in a project, by which one of its services uses the platform's key.</summary>
/// <remarks>https://cloud.google.com/iam/docs/service-agents</remarks>
internal static class ServiceAgent
{
    private static readonly ImmutableDictionary<string, string> Domains = new Dictionary<string, string>
    {
        ["container.googleapis.com"] = "container-engine-robot",
        ["sqladmin.googleapis.com"] = "gcp-sa-cloud-sql",
        ["storage.googleapis.com"] = "gs-project-accounts",
    }.ToImmutableDictionary();

    /// <summary>The account's address; null where the project's number or the service's domain is not known.</summary>
    /// <param name="api">The service, for example <c>sqladmin.googleapis.com</c>.</param>
    /// <param name="projectNumber">The project's number.</param>
    public static string? Address(string api, string? projectNumber) =>
        projectNumber is not null && Domains.TryGetValue(api, out var domain)
            ? $"service-{projectNumber}@{domain}.iam.gserviceaccount.com"
            : null;
}
