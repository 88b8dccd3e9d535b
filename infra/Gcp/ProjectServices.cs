using System.Collections.Immutable;
using Pulumi;
using Pulumi.Gcp.Projects;

namespace Infra.Gcp;

/// <summary>The Google APIs that the foundation uses, enabled in the project.</summary>
public sealed class ProjectServices : ComponentResource
{
    private static readonly ImmutableArray<string> Apis =
        ["compute", "container", "dns", "iam", "secretmanager", "servicenetworking", "sqladmin", "storage"];

    /// <summary>Enables the APIs.</summary>
    public ProjectServices(GcpScope scope)
        : base("infra:gcp:ProjectServices", "services", scope.Component)
    {
        Enabled = [.. Apis.Select(Enable)];
        RegisterOutputs();

        Resource Enable(string api) => new Service($"{api}-api", new()
        {
            ServiceName = $"{api}.googleapis.com",
            Project = scope.Cloud.Project,
            // Other people live in the project too.
            DisableOnDestroy = false,
        }, scope.Permanent(this));
    }

    /// <summary>What waits for an API, waits for these.</summary>
    public Resource[] Enabled { get; }
}
