using System.Collections.Frozen;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Gcp.Projects;

namespace Infra.Gcp;

/// <summary>
/// The Google APIs that the foundation uses, enabled in the project. Each room waits for the ones it calls, and for no others.
/// </summary>
internal sealed class ProjectServices : ComponentResource
{
    // iamcredentials: a pod gets its token there. cloudresourcemanager: the project's own grants.
    private static readonly ImmutableArray<string> Apis =
    [
        "cloudkms",
        "cloudresourcemanager",
        "compute",
        "container",
        "dns",
        "iam",
        "iamcredentials",
        "secretmanager",
        "servicenetworking",
        "sqladmin",
        "storage",
    ];

    private readonly FrozenDictionary<string, Resource> _enabled;

    /// <summary>Enables the APIs.</summary>
    public ProjectServices(GcpScope scope)
        : base("infra:gcp:ProjectServices", "services", scope.Component)
    {
        _enabled = Apis.ToFrozenDictionary(api => api, Enable);
        RegisterOutputs();

        Resource Enable(string api) =>
            new Service(
                $"{api}-api",
                new()
                {
                    ServiceName = $"{api}.googleapis.com",
                    Project = scope.Cloud.Project,
                    // Other people live in the project too.
                    DisableOnDestroy = false,
                },
                scope.Permanent(this)
            );
    }

    /// <summary>Computers and networks.</summary>
    public Resource Compute => _enabled["compute"];

    /// <summary>Kubernetes clusters.</summary>
    public Resource Container => _enabled["container"];

    /// <summary>DNS zones.</summary>
    public Resource Dns => _enabled["dns"];

    /// <summary>Service accounts.</summary>
    public Resource Iam => _enabled["iam"];

    /// <summary>Tokens of service accounts, which Workload Identity hands to pods.</summary>
    public Resource IamCredentials => _enabled["iamcredentials"];

    /// <summary>Keys.</summary>
    public Resource Kms => _enabled["cloudkms"];

    /// <summary>Grants on the project itself.</summary>
    public Resource ResourceManager => _enabled["cloudresourcemanager"];

    /// <summary>Secrets.</summary>
    public Resource SecretManager => _enabled["secretmanager"];

    /// <summary>Private services access.</summary>
    public Resource ServiceNetworking => _enabled["servicenetworking"];

    /// <summary>Cloud SQL.</summary>
    public Resource Sql => _enabled["sqladmin"];

    /// <summary>Buckets.</summary>
    public Resource Storage => _enabled["storage"];
}
