using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using static Infra.Platform.ChartValues;

namespace Infra.Platform;

/// <summary>
/// The network policy by which a drill's deployments reach what they need to start, and nobody else: they hold production's connections,
/// and whatever a DAG does when it is read happens in a drill too. The Airflow chart makes it, so that it stands in each namespace before
/// the first pod there, whoever has made the namespace.
/// </summary>
internal static class EgressPolicy
{
    /// <summary>Its name in each namespace.</summary>
    public const string Name = "drill-egress";

    private const int Dns = 53;
    private const int ApiServer = 443;

    // Where GKE's cache of names answers on each node: https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache
    private static readonly IpRange NodeLocalDns = IpRange.Parse("169.254.20.10/32");

    /// <summary>The objects that the Airflow chart makes in each deployment's namespace besides its own; none but in a drill.</summary>
    public static ImmutableArray<object> Objects(PlatformConfig config) =>
        config.IsDrill
            ?
            [
                Map(
                    ("apiVersion", "networking.k8s.io/v1"),
                    ("kind", "NetworkPolicy"),
                    ("metadata", Map(("name", Name))),
                    (
                        "spec",
                        Map(
                            ("podSelector", Map()),
                            ("policyTypes", List("Egress")),
                            (
                                "egress",
                                List(
                                    // The deployment's own pods, and the platform.
                                    To([Map(("podSelector", Map()))]),
                                    To([Namespace(PlatformNamespace.Release)]),
                                    To([Namespace("kube-system"), Block(NodeLocalDns)], Port("UDP", Dns), Port("TCP", Dns)),
                                    To(
                                        [.. Network(config).Select(object (range) => Block(range))],
                                        [.. Ports(config).Select(object (port) => Port("TCP", port))]
                                    )
                                )
                            )
                        )
                    )
                ),
            ]
            : [];

    // A network that is the drill's own holds nothing but the drill. In another one the ways to its API server are not known.
    private static ImmutableArray<IpRange> Network(PlatformConfig config) =>
        IsOwn(config) ? [config.Foundation.Network.Range] : IpRange.Private;

    private static int[] Ports(PlatformConfig config) => IsOwn(config) ? [PostgresAccess.Port, ApiServer] : [PostgresAccess.Port];

    private static bool IsOwn(PlatformConfig config) => config.Cloud.Match(gcp => gcp.Network is null, aws => aws.Network is null);

    private static ImmutableDictionary<string, object> Namespace(string name) =>
        Map(("namespaceSelector", Map(("matchLabels", Map(("kubernetes.io/metadata.name", name))))));

    private static ImmutableDictionary<string, object> Block(IpRange range) => Map(("ipBlock", Map(("cidr", range.ToString()))));

    private static ImmutableDictionary<string, object> Port(string protocol, int port) => Map(("protocol", protocol), ("port", port));

    private static ImmutableDictionary<string, object> To(ImmutableArray<object> peers, params ImmutableArray<object> ports) =>
        ports.IsEmpty ? Map(("to", peers)) : Map(("to", peers), ("ports", ports));
}
