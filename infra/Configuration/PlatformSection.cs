using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Configuration.Offers;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>The stack's own keys, <c>infra:</c>.</summary>
internal static partial class PlatformSection
{
    public static KeyGroup Keys { get; } = new("infra:", "The platform.");

    private static readonly Key<bool> Cloud = Keys.Required(
        "cloud",
        new OneOf<bool>(("gcp", true), ("aws", false)),
        "gcp",
        "The cloud that the platform stands on. It stays as it was when the stack was born.",
        LaterChange.Refused("another value is another stack")
    );

    // The shortest limit is that of a Google service account: 30 characters with "-task-logs" and "-nodes-g999".
    private static readonly Key<string> Prefix = Keys.Required(
        "prefix",
        new Text("3 to 18 small letters, digits and dashes that begin with a letter", PrefixForm()),
        "astro-prod",
        "What every name in the cloud begins with; sets the stacks of one project or account apart. It stays as it was when the stack was "
            + "born.",
        LaterChange.Refused("another value is another stack")
    );

    // A name has 253 characters at most, and the platform puts those of its deployments before this one.
    private static readonly Key<string> BaseDomain = Keys.Required(
        "baseDomain",
        new Text("a domain in small letters, of at most 180 characters", DomainForm()),
        "astro.example.com",
        "The domain that the platform answers under: app, houston, registry and so on are below it.",
        LaterChange.InPlace("the platform answers under the new names alone, and needs a certificate for them")
    );

    // Both clouds take it as a tag or a label.
    private static readonly Key<string> Owner = Keys.Defaulted(
        "owner",
        new Text("at most 63 small letters, digits and dashes", LabelForm()),
        "platform",
        "data-platform",
        "Who answers for the stack: a tag or label on everything that takes one.",
        LaterChange.InPlace()
    );

    private static readonly Key<string> PublicZone = Keys.Optional(
        "publicZone",
        new Text("a DNS zone"),
        "the public records are somebody else's",
        "example-com",
        "A public DNS zone that exists already and holds the base domain: the managed zone's name on Google Cloud, the hosted zone's id "
            + "on AWS.",
        LaterChange.InPlace("the records move to the other zone")
    );

    private static readonly Key<StackLifetime> Lifetime = Keys.Defaulted(
        "lifetime",
        new OneOf<StackLifetime>(
            (StackLifetime.Durable.Name, StackLifetime.Durable),
            (StackLifetime.Disposable.Name, StackLifetime.Disposable)
        ),
        StackLifetime.Durable,
        "durable",
        "Whether what holds data is protected and outlives the program. A disposable stack, for a try-out or a drill, can be destroyed.",
        LaterChange.InPlace("protection comes or goes")
    );

    private static readonly KeyGroup Network = Keys.Group(NetworkSection.Keys);

    private static readonly KeyGroup Cluster = Keys.Group(ClusterSection.Keys);

    private static readonly KeyGroup Database = Keys.Group(DatabaseSection.Keys);

    private static readonly KeyGroup Identity = Keys.Group(IdentitySection.Keys);

    private static readonly KeyGroup Registry = Keys.Group(RegistrySection.Keys);

    private static readonly KeyGroup Escrow = Keys.Group(EscrowSection.Keys);

    private static readonly KeyGroup TaskLogs = Keys.Group(TaskLogsSection.Keys);

    private static readonly KeyGroup Copies = Keys.Group(CopiesSection.Keys);

    private static readonly KeyGroup Airflow = Keys.Group(AirflowSection.Keys);

    private static readonly KeyGroup Verification = Keys.Group(VerificationSection.Keys);

    private static readonly KeyGroup Prometheus = Keys.Group(PrometheusSection.Keys);

    private static readonly KeyGroup Chart = Keys.Group(ChartSection.Keys);

    private static readonly KeyGroup Tls = Keys.Group(TlsSection.Keys);

    private static readonly KeyGroup Smtp = Keys.Group(SmtpSection.Keys);

    private static readonly KeyGroup Alerts = Keys.Group(AlertsSection.Keys);

    private static readonly KeyGroup Gcp = Keys.Group(GcpSection.Keys);

    private static readonly KeyGroup Aws = Keys.Group(AwsSection.Keys);

    /// <param name="infra">The stack's own keys.</param>
    /// <param name="provider">Gives the keys of a provider's namespace.</param>
    public static PlatformConfig Read(ConfigurationSection infra, Func<KeyGroup, ConfigurationSection> provider)
    {
        var onGcp = infra.Read(Cloud);
        var others = onGcp ? Aws : Gcp;
        if (infra.Has(others) && infra.AreSound(Cloud))
        {
            infra.Fault(others, $"it is for the other cloud, and infra:cloud is {(onGcp ? "gcp" : "aws")}", "Remove it");
        }
        CloudConfig cloud = onGcp
            ? GcpSection.Read(provider(GcpSection.ProviderKeys), infra.Section(Gcp))
            : AwsSection.Read(provider(AwsSection.ProviderKeys), infra.Section(Aws));
        var network = infra.Section(Network);
        var range = NetworkSection.Read(network);
        var (lifetime, baseDomain) = (infra.Read(Lifetime), infra.Read(BaseDomain));
        if (lifetime.IsDurable && !infra.Has(Tls))
        {
            TlsSection.RefuseAbsence(infra);
        }
        var names = new PhysicalNames(infra.Read(Prefix));
        var cluster = ClusterSection.Read(infra.Section(Cluster), range.Range, cloud);
        var database = DatabaseSection.Read(infra.Section(Database), cloud, names);
        var identity = IdentitySection.Read(infra.Section(Identity), names, onGcp, database);
        var smtp = infra.Has(Smtp) ? SmtpSection.Read(infra.Section(Smtp)) : null;
        var config = new PlatformConfig
        {
            Cloud = cloud,
            BaseDomain = baseDomain,
            Foundation = new()
            {
                Names = names,
                Lifetime = lifetime,
                Network = range,
                Cluster = cluster,
                Database = database,
                Identity = identity,
                Registry = RegistrySection.Read(infra.Section(Registry)),
                Escrow = EscrowSection.Read(infra.Section(Escrow), cloud, identity, database),
                TaskLogs = infra.Has(TaskLogs) ? TaskLogsSection.Read(infra.Section(TaskLogs)) : null,
                Copies = infra.Has(Copies) ? CopiesSection.Read(infra.Section(Copies), cloud, database.Backup, lifetime) : null,
                Owner = infra.Read(Owner),
                PublicZone = infra.Has(PublicZone) ? infra.Read(PublicZone) : null,
            },
            Airflow = AirflowSection.Read(infra.Section(Airflow), lifetime, database, names),
            Verification = VerificationSection.Read(infra.Section(Verification), database, cluster),
            Prometheus = PrometheusSection.Read(infra.Section(Prometheus)),
            Chart = ChartSection.Read(infra.Section(Chart)),
            Tls = infra.Has(Tls) ? TlsSection.Read(infra.Section(Tls), infra.AreSound(BaseDomain) ? baseDomain : null) : null,
            Smtp = smtp,
            Alerts = infra.Has(Alerts) ? AlertsSection.Read(infra.Section(Alerts), smtp) : AlertReceivers.None,
        };
        if (infra.AreSound(Prefix, BaseDomain) && $".{config.BaseDomain}".EndsWith($".{names.PrivateZone}", StringComparison.Ordinal))
        {
            infra.Fault(
                BaseDomain,
                $"{config.BaseDomain} lies in {names.PrivateZone}, the stack's private zone, which leads to the database alone",
                "Write a domain of your own"
            );
        }
        if (cloud.Match(gcp => gcp.Network is null, aws => aws.Network is null))
        {
            NetworkSection.CheckOwn(network, cloud, config.Foundation.Network, config.Foundation.Cluster);
        }
        infra.Doubt(Prefix, BucketNames.Doubt(names.Prefix, cloud));
        // A private and a public zone can share a name in Route 53; an id is one zone's.
        if (!onGcp && config.Foundation.PublicZone is { } zone && infra.AreSound(PublicZone) && !HostedZoneForm().IsMatch(zone))
        {
            infra.Fault(
                PublicZone,
                $"'{zone}' is not the id of a hosted zone",
                "Write it, for example Z0123456789ABCDEFGHIJ; aws route53 list-hosted-zones shows it"
            );
        }
        return config;
    }

    [GeneratedRegex("^Z[0-9A-Z]{4,31}$")]
    private static partial Regex HostedZoneForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex LabelForm();

    [GeneratedRegex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$")]
    private static partial Regex PrefixForm();

    [GeneratedRegex(@"^(?=.{4,180}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")]
    private static partial Regex DomainForm();
}
