using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Platform;

/// <summary>The secrets that the chart expects to find before it is installed.</summary>
public static class PlatformSecrets
{
    /// <summary>Name of the secret with the platform's web certificate.</summary>
    public const string Tls = "astronomer-tls";

    /// <summary>Name of the secret by which the registry and Prometheus speak to Houston.</summary>
    public const string PlatformAuth = "astronomer-platform-auth";

    /// <summary>Name of the secret with the deployments' fernet key.</summary>
    public const string Fernet = "astronomer-fernet-key";

    /// <summary>Name of the secret with the database's URI; the chart's own, which can not be chosen.</summary>
    public const string BootstrapName = "astronomer-bootstrap";

    /// <summary>The key of the URI in <see cref="BootstrapName"/>.</summary>
    public const string ConnectionKey = "connection";

    // The chart's names, too.
    private const string JwtKeyName = "astronomer-houston-jwt-signing-key";
    private const string JwtCertificateName = "astronomer-houston-jwt-signing-certificate";

    // Commander copies secrets that carry this into the namespaces of the Airflow deployments.
    private static readonly ImmutableDictionary<string, string> CopiedToDeployments =
        ImmutableDictionary<string, string>.Empty.Add("astronomer.io/commander-sync", "platform-release=astronomer");

    /// <summary>Declares the secrets in the cluster of a generation.</summary>
    /// <param name="cluster">Where they are put.</param>
    /// <param name="identity">The permanent secrets.</param>
    /// <param name="postgres">How the database is reached.</param>
    /// <param name="ns">The namespace they are put into.</param>
    public static ImmutableArray<Resource> Declare(InCluster cluster, PlatformIdentity identity, PostgresAccess postgres, Namespace ns)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(identity);
        return
        [
            Secret(BootstrapName, "Opaque", new() { [ConnectionKey] = Bootstrap.Connection(postgres) }),
            Secret(Tls, "kubernetes.io/tls", new() { ["tls.crt"] = identity.TlsCertificate, ["tls.key"] = identity.TlsKey }, CopiedToDeployments),
            Secret(JwtKeyName, "Opaque", new() { ["tls.key"] = identity.JwtSigningKey }),
            Secret(JwtCertificateName, "Opaque", new() { ["tls.crt"] = identity.JwtCertificate }, CopiedToDeployments),
            Secret(PlatformAuth, "Opaque", new()
            {
                ["token"] = identity.PlatformAuthToken,
                ["authHeaders"] = Output.Format($"Authorization: [{identity.PlatformAuthToken}]"),
            }),
            Secret(Fernet, "Opaque", new() { ["fernet-key"] = identity.FernetKey }, CopiedToDeployments),
        ];

        Secret Secret(string name, string type, InputMap<string> values, ImmutableDictionary<string, string>? annotations = null) =>
            new(cluster.LogicalName(name), new SecretArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = name,
                    Namespace = ns.Metadata.Apply(metadata => metadata.Name),
                    Annotations = annotations ?? ImmutableDictionary<string, string>.Empty,
                },
                Type = type,
                StringData = values,
            }, cluster.Options());
    }
}
