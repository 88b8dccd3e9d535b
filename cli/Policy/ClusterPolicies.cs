using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Policy;

/// <summary>What holds inside every cluster: who speaks to whom, as whom, and what is read from its disks.</summary>
internal static class ClusterPolicies
{
    private const string Eks = "aws:eks/cluster:Cluster";
    private const string Gke = "gcp:container/cluster:Cluster";
    private const string AddOn = "aws:eks/addon:Addon";
    private const string Pool = "gcp:container/nodePool:NodePool";
    private const string Template = "aws:ec2/launchTemplate:LaunchTemplate";

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "network-policies-enforced",
            "The cluster enforces network policies.",
            "Elasticsearch's ingress has no login of its own; a policy that nobody enforces lets the Internet read every task's log.",
            "Set datapathProvider = ADVANCED_DATAPATH (GKE), or enableNetworkPolicy in the settings of the add-on vpc-cni (EKS)."
        )
        {
            Breaches = platform =>
                PolicyRule
                    .Each(
                        gke =>
                            gke.Inputs.Text("datapathProvider") == "ADVANCED_DATAPATH" || gke.Inputs.Flag("networkPolicy.enabled") == true
                                ? null
                                : "datapathProvider is not ADVANCED_DATAPATH",
                        Gke
                    )(platform)
                    .Concat(
                        platform.Of(AddOn).Any(Enforces)
                            ? []
                            : platform.Of(Eks).Select(eks => new Breach(eks.Name, "no add-on vpc-cni has enableNetworkPolicy"))
                    ),
        },
        new(
            "pods-are-not-nodes",
            "A pod does not get its node's identity.",
            "A node's account reads logs, joins the cluster and attaches disks; a task of a stranger's DAG must not.",
            "Set workloadMetadataConfig.mode = GKE_METADATA and an account of the nodes' own (GKE), or metadataOptions with required "
                + "tokens and one hop (EKS)."
        )
        {
            Breaches = PolicyRule.Each(NodeIdentity, Pool, Template),
        },
        new(
            "secrets-encrypted",
            "The cluster's secrets are encrypted with a key of the stack's own.",
            "They hold the database's password, the signing keys and the certificate.",
            "Set databaseEncryption (GKE) or encryptionConfig (EKS)."
        )
        {
            Breaches = PolicyRule.Each(Secrets, Gke, Eks),
        },
        new(
            "keys-renewed",
            "Every key is renewed by itself.",
            "The less one key has encrypted, the less is lost with it.",
            "Set rotationPeriod (Google Cloud) or enableKeyRotation (AWS)."
        )
        {
            Breaches = PolicyRule.Each(Key, "gcp:kms/cryptoKey:CryptoKey", "aws:kms/key:Key"),
        },
    ];

    private static bool Enforces(RegisteredResource addOn) =>
        addOn.Inputs.Text("addonName") == "vpc-cni"
        && addOn.Inputs.Text("configurationValues") is { Length: > 0 } values
        && JsonNode.Parse(values) is JsonObject settings
        && (settings.Flag("enableNetworkPolicy") == true || settings.Text("enableNetworkPolicy") == "true");

    private static string? NodeIdentity(RegisteredResource nodes) =>
        nodes switch
        {
            { Type: Pool } when nodes.Inputs.Text("nodeConfig.workloadMetadataConfig.mode") != "GKE_METADATA" =>
                "nodeConfig.workloadMetadataConfig.mode is not GKE_METADATA",
            { Type: Pool } when string.IsNullOrEmpty(nodes.Inputs.Text("nodeConfig.serviceAccount")) =>
                "nodeConfig.serviceAccount is the project's default account",
            { Type: Template }
                when nodes.Inputs.Text("metadataOptions.httpTokens") != "required"
                    || nodes.Inputs.Number("metadataOptions.httpPutResponseHopLimit") != 1 =>
                "metadataOptions lets a pod ask for the node's credentials",
            _ => null,
        };

    private static string? Secrets(RegisteredResource cluster) =>
        cluster switch
        {
            { Type: Gke }
                when cluster.Inputs.Text("databaseEncryption.state") != "ENCRYPTED"
                    || string.IsNullOrEmpty(cluster.Inputs.Text("databaseEncryption.keyName")) => "databaseEncryption names no key",
            { Type: Eks } when string.IsNullOrEmpty(cluster.Inputs.Text("encryptionConfig.provider.keyArn")) =>
                "encryptionConfig names no key",
            _ => null,
        };

    private static string? Key(RegisteredResource key) =>
        key.Type.StartsWith("gcp:", StringComparison.Ordinal)
            ? string.IsNullOrEmpty(key.Inputs.Text("rotationPeriod"))
                ? "rotationPeriod is not set"
                : null
            : key.Inputs.Flag("enableKeyRotation") == true
                ? null
                : "enableKeyRotation is not true";
}
