using System.Collections.Immutable;
using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace Infra.Platform;

/// <summary>
/// Proves, after the release and before a public name moves, that the platform which stands there is the one that was lost: its images are
/// whole, its deployments' roles log in with what their secrets hold, the escrow came back whole, and every Prometheus server scrapes.
/// </summary>
internal static class PlatformVerification
{
    /// <summary>What the job's name begins with.</summary>
    public const string Noun = "verify-platform";

    // The chart's services and their ports; every Prometheus server has one of its own.
    private const int RegistryPort = 5000;
    private const int HoustonPort = 8871;
    private const int PrometheusPort = 9090;

    // What the chart has every server scrape in this shape of the platform, and without which alerts and dashboards are blind.
    private const string Jobs = "astronomer-kube-state houston-api kubernetes-apiservers";

    /// <summary>Declares the job.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which database, what a person has accepted, and where images come from.</param>
    /// <param name="postgres">The database that the deployments' roles log in to.</param>
    /// <param name="release">The platform.</param>
    public static Job Declare(InCluster cluster, PlatformConfig config, PostgresAccess postgres, Resource release)
    {
        var (set, step) = (
            EscrowRestore.Set(cluster, config, postgres),
            Output.Format($"platform-verified-{postgres.Birth}-g{cluster.Generation}")
        );
        var container = ScriptContainer.Of(
            config.Chart,
            "verify",
            PlatformVerificationScript.Text,
            [
                .. EscrowRestore.Variables(set, config.Foundation.Database.Generation, cluster.Generation),
                // Nothing was lost where cluster and database were both born empty.
                ("FIRST", postgres.IsBornEmpty.Apply(empty => empty && cluster.Generation == 1 ? "true" : "false")),
                ("PGHOST", postgres.Host),
                (
                    "NAMES",
                    string.Join(' ', [postgres.Host, .. config.Foundation.Database.FormerNames.Select(names => names.DatabaseAlias)])
                ),
                ("PGPORT", PostgresAccess.Port.ToString(CultureInfo.InvariantCulture)),
                ("PGUSER", postgres.User),
                ("IS_DONE", step.Apply(done => DatabaseJournal.Of(DatabaseJournal.IsDone, done))),
                ("NOTE_DONE", step.Apply(done => DatabaseJournal.Of(DatabaseJournal.NoteDone, done))),
                ("STATEMENT", HoustonRecords.Deployments),
                ("REGISTRY", Address("registry", RegistryPort)),
                ("REGISTRY_HOST", $"registry.{config.BaseDomain}"),
                ("HOUSTON", Address("houston", HoustonPort)),
                (
                    "PROMETHEUS",
                    string.Join(
                        ' ',
                        Enumerable.Range(0, config.Prometheus.Replicas).Select(number => Address($"prometheus-{number}", PrometheusPort))
                    )
                ),
                ("JOBS", Jobs),
                ("CLOSED", config.IsDrill ? EgressPolicy.Name : ""),
                ("ACCEPTED", config.Verification.Accepts(config.Foundation.Database.Generation, cluster.Generation) ? "true" : "false"),
            ]
        );
        container.Env.Add(
            new EnvVarArgs
            {
                Name = "PGPASSWORD",
                ValueFrom = new EnvVarSourceArgs
                {
                    SecretKeyRef = new SecretKeySelectorArgs { Name = PlatformSecrets.BootstrapName, Key = PlatformSecrets.PasswordKey },
                },
            }
        );
        container.TerminationMessagePolicy = "FallbackToLogsOnError";
        var pod = new PodSpecArgs
        {
            RestartPolicy = "Never",
            ServiceAccountName = Noun,
            Containers = { container },
        };
        return DatabaseJob.Declare(
            Noun,
            cluster,
            config,
            pod,
            TimeSpan.FromHours(1),
            release,
            Access(cluster, release),
            LetIn(cluster, config, release)
        );
    }

    private static string Address(string service, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"http://{PlatformNamespace.Release}-{service}:{port}");

    // It reads, and writes nothing. Secrets it may get by their names and not list: what a role logs in with, and what an image is pulled
    // with, stands in the deployments' secrets and nowhere else, and RBAC knows no way to say "of the namespaces that begin so".
    private static Resource Access(InCluster cluster, Resource release) =>
        JobAccount.Declare(
            cluster,
            Noun,
            [
                new()
                {
                    ApiGroups = { "" },
                    Resources = { "namespaces", "secrets" },
                    Verbs = { "get" },
                },
                new()
                {
                    ApiGroups = { "apps" },
                    Resources = { "deployments", "statefulsets" },
                    Verbs = { "list" },
                },
                new()
                {
                    ApiGroups = { "networking.k8s.io" },
                    Resources = { "networkpolicies" },
                    Verbs = { "list" },
                },
                new()
                {
                    ApiGroups = { "velero.io" },
                    Resources = { "restores" },
                    Verbs = { "list" },
                },
            ],
            release
        );

    // The chart lets nobody to these but whom it names. Labels of one that it names would make the pod an end of that one's Service.
    private static NetworkPolicy LetIn(InCluster cluster, PlatformConfig config, Resource release) =>
        new(
            cluster.LogicalName($"{Noun}-policy"),
            new NetworkPolicyArgs
            {
                Metadata = new ObjectMetaArgs { Name = Noun, Namespace = PlatformNamespace.Release },
                Spec = new NetworkPolicySpecArgs
                {
                    PodSelector = new LabelSelectorArgs
                    {
                        MatchLabels = { ["release"] = PlatformNamespace.Release },
                        MatchExpressions =
                        {
                            new LabelSelectorRequirementArgs
                            {
                                Key = "component",
                                Operator = "In",
                                Values = { "registry", "houston", "prometheus" },
                            },
                        },
                    },
                    PolicyTypes = { "Ingress" },
                    Ingress =
                    {
                        new NetworkPolicyIngressRuleArgs
                        {
                            From =
                            {
                                new NetworkPolicyPeerArgs
                                {
                                    PodSelector = new LabelSelectorArgs
                                    {
                                        MatchLabels = { [DatabaseJob.Label] = DatabaseJob.Name(Noun, cluster, config) },
                                    },
                                },
                            },
                            Ports = ImmutableArray
                                .Create(RegistryPort, HoustonPort, PrometheusPort)
                                .Select(port => new NetworkPolicyPortArgs { Protocol = "TCP", Port = port })
                                .ToArray(),
                        },
                    },
                },
            },
            cluster.Options(release)
        );
}
