using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Platform;

/// <summary>The secrets that the chart expects to find before it is installed.</summary>
internal static class PlatformSecrets
{
    /// <summary>Name of the secret with the platform's web certificate.</summary>
    public const string Tls = "astronomer-tls";

    /// <summary>Name of the secret by which the registry and Prometheus speak to Houston.</summary>
    public const string PlatformAuth = "astronomer-platform-auth";

    /// <summary>Name of the secret with the deployments' fernet key.</summary>
    public const string Fernet = "astronomer-fernet-key";

    /// <summary>The key in <see cref="Fernet"/>: one fernet key, or several with commas between them.</summary>
    public const string FernetKey = "fernet-key";

    /// <summary>Name of the secret with the mail server's URI.</summary>
    public const string Smtp = "astronomer-smtp";

    /// <summary>Name of the secret with what is secret about the receivers of alerts, a file each.</summary>
    public const string AlertReceivers = "astronomer-alert-receivers";

    /// <summary>Name of the secret with the database's URI; the chart's own, which can not be chosen.</summary>
    public const string BootstrapName = "astronomer-bootstrap";

    /// <summary>The key of the URI in <see cref="BootstrapName"/>.</summary>
    public const string ConnectionKey = "connection";

    /// <summary>The key in <see cref="BootstrapName"/> of the password alone, for what takes no URI.</summary>
    public const string PasswordKey = "password";

    internal const string SmtpPasswordFile = "smtp-password";
    internal const string SlackFile = "slack-url";
    internal const string PagerDutyFile = "pagerduty-key";
    internal const string WebhookFile = "webhook-url";

    // The chart's names, too.
    private const string JwtKeyName = "astronomer-houston-jwt-signing-key";
    private const string JwtCertificateName = "astronomer-houston-jwt-signing-certificate";

    // Commander copies secrets that carry this into the namespaces of the Airflow deployments.
    private static readonly ImmutableDictionary<string, string> CopiedToDeployments = ImmutableDictionary<string, string>.Empty.Add(
        "astronomer.io/commander-sync",
        "platform-release=astronomer"
    );

    /// <summary>Declares the secrets in the cluster of a generation.</summary>
    /// <param name="cluster">Where they are put.</param>
    /// <param name="config">Mail server and receivers of alerts.</param>
    /// <param name="identity">The permanent secrets.</param>
    /// <param name="postgres">How the database is reached.</param>
    /// <param name="ns">The namespace they are put into.</param>
    public static ImmutableArray<Resource> Declare(
        InCluster cluster,
        PlatformConfig config,
        PlatformIdentity identity,
        PostgresAccess postgres,
        Namespace ns
    )
    {
        return
        [
            Secret(
                BootstrapName,
                "Opaque",
                new()
                {
                    [ConnectionKey] = Bootstrap.Connection(postgres, identity.DatabasePassword),
                    [PasswordKey] = identity.DatabasePassword,
                }
            ),
            Secret(
                Tls,
                "kubernetes.io/tls",
                new() { ["tls.crt"] = identity.TlsCertificate, ["tls.key"] = identity.TlsKey },
                CopiedToDeployments
            ),
            Secret(JwtKeyName, "Opaque", new() { ["tls.key"] = identity.JwtSigningKey }),
            Secret(JwtCertificateName, "Opaque", new() { ["tls.crt"] = identity.JwtCertificate }, CopiedToDeployments),
            Secret(
                PlatformAuth,
                "Opaque",
                new()
                {
                    ["token"] = identity.PlatformAuthToken,
                    ["authHeaders"] = Output.Format($"Authorization: [{identity.PlatformAuthToken}]"),
                }
            ),
            Secret(Fernet, "Opaque", new() { [FernetKey] = identity.FernetKey }, CopiedToDeployments),
            .. config.Smtp is { } smtp
                ? [Secret(Smtp, "Opaque", new() { [ConnectionKey] = Bootstrap.Mail(smtp) })]
                : Array.Empty<Resource>(),
            .. config.Alerts.Any ? [Secret(AlertReceivers, "Opaque", Receivers(config))] : Array.Empty<Resource>(),
        ];

        Secret Secret(string name, string type, InputMap<string> values, ImmutableDictionary<string, string>? annotations = null) =>
            new(
                cluster.LogicalName(name),
                new SecretArgs
                {
                    Metadata = new ObjectMetaArgs
                    {
                        Name = name,
                        Namespace = ns.Metadata.Apply(metadata => metadata.Name),
                        Annotations = annotations ?? ImmutableDictionary<string, string>.Empty,
                    },
                    Type = type,
                    StringData = values,
                },
                cluster.Options()
            );
    }

    private static InputMap<string> Receivers(PlatformConfig config)
    {
        var files = new InputMap<string>();
        if (config.Alerts.Email is not null && config.Smtp is not null)
        {
            files.Add(SmtpPasswordFile, config.Smtp.Password);
        }
        if (config.Alerts.SlackUrl is not null)
        {
            files.Add(SlackFile, config.Alerts.SlackUrl);
        }
        if (config.Alerts.PagerDutyKey is not null)
        {
            files.Add(PagerDutyFile, config.Alerts.PagerDutyKey);
        }
        if (config.Alerts.WebhookUrl is not null)
        {
            files.Add(WebhookFile, config.Alerts.WebhookUrl);
        }
        return files;
    }
}
