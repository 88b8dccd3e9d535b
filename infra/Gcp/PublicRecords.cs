using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Dns;

namespace Infra.Gcp;

/// <summary>
/// The platform's public names: the base domain and everything below it. They are changed in place, after the release of a
/// new cluster generation stands.
/// </summary>
internal sealed class PublicRecords : ComponentResource
{
    private const int TtlSeconds = 60;

    /// <summary>Declares the two records.</summary>
    /// <param name="scope">Project and provider.</param>
    /// <param name="zone">Name of the managed zone, which exists already.</param>
    /// <param name="baseDomain">The platform's domain.</param>
    /// <param name="ingress">Where the platform answers.</param>
    /// <param name="after">What must stand before anybody is led there.</param>
    public PublicRecords(GcpScope scope, string zone, string baseDomain, IngressAccess ingress, Resource after)
        : base("infra:gcp:PublicRecords", "public-records", scope.Component)
    {
        Declare("public-apex", $"{baseDomain}.");
        Declare("public-wildcard", $"*.{baseDomain}.");
        RegisterOutputs();

        void Declare(string name, string record) =>
            new RecordSet(
                name,
                new()
                {
                    ManagedZone = zone,
                    Project = scope.Cloud.Project,
                    Name = record,
                    Type = "A",
                    Ttl = TtlSeconds,
                    Rrdatas = ingress.Addresses,
                },
                new() { Parent = this, DependsOn = { after } }
            );
    }
}
