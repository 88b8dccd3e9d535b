using System.Text;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What lives inside a Kubernetes cluster.</summary>
internal static class KubernetesRules
{
    public const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Namespace = "kubernetes:core/v1:Namespace";

    private static readonly HashSet<string> BuiltIn = ["default", "kube-system", "kube-public", "kube-node-lease"];

    public static Rule[] Table { get; } =
    [
        Cluster(Namespace) with
        {
            OnDelete = Empty,
            Outputs = new() { ["metadata.uid"] = "{uuid}", ["status.phase"] = "Active" },
        },
        Cluster("kubernetes:storage.k8s.io/v1:StorageClass") with
        {
            ForceNew = ["metadata.name", "provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
        },
        Namespaced("kubernetes:core/v1:Secret") with
        {
            ForceNew =
            [
                "metadata.name",
                "metadata.namespace",
                "type",
                "data unless enableSecretMutable",
                "stringData unless enableSecretMutable",
            ],
            OnReport = Encode,
        },
        Namespaced("kubernetes:core/v1:ConfigMap") with
        {
            ForceNew =
            [
                "metadata.name",
                "metadata.namespace",
                "data unless enableConfigMapMutable",
                "binaryData unless enableConfigMapMutable",
            ],
        },
        Namespaced("kubernetes:core/v1:ServiceAccount"),
        Namespaced("kubernetes:networking.k8s.io/v1:NetworkPolicy"),
        Namespaced("kubernetes:core/v1:Service") with
        {
            Check = NodePorts,
        },
        Namespaced("kubernetes:apps/v1:Deployment") with
        {
            ForceNew = ["metadata.name", "metadata.namespace", "spec.selector"],
        },
        Namespaced("kubernetes:batch/v1:Job") with
        {
            ForceNew = ["metadata.name", "metadata.namespace", "spec.template", "spec.selector", "spec.completions"],
            OnReport = static call =>
                call.State["status"] = new JsonObject
                {
                    ["succeeded"] = 1,
                    ["startTime"] = Call.Time(call.Now),
                    ["completionTime"] = Call.Time(call.Now),
                },
        },
        new(Release)
        {
            Name = "name",
            Id = "{namespace}/{name}",
            Taken = "cannot re-use a name that is still in use: {id}",
            ForceNew = ["name", "namespace"],
            DeletesBeforeReplace = true,
            OnCreate = static call =>
            {
                if (call.Inputs.Flag("createNamespace") != true)
                    RequireNamespace(call, call.Fill("{namespace}"));
                call.State.Remove("status");
                Deploy(call);
            },
            OnUpdate = static call =>
            {
                // A StatefulSet's claims: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
                if (call.Changes("values.prometheus.persistence"))
                {
                    throw new Refusal(
                        "Helm Release astronomer/astronomer: cannot patch \"astronomer-prometheus\" with kind StatefulSet: "
                            + "StatefulSet.apps \"astronomer-prometheus\" is invalid: "
                            + "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                            + "'updateStrategy', 'revisionHistoryLimit', "
                            + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
                    );
                }
                Deploy(call);
                if (call.Changes("values.global.podLabels"))
                    RenewPods(call);
            },
        },
    ];

    // Names are written out, so that a replacement has to delete first.
    private static Rule Cluster(string type) =>
        new(type)
        {
            Name = "metadata.name",
            Id = "{metadata.name}",
            Taken =
                "resource {metadata.name} was not successfully created by the Kubernetes API server: "
                + $"{type.Split(':')[^1].ToLowerInvariant()}s"
                + " \"{metadata.name}\" already exists",
            ForceNew = ["metadata.name"],
            DeletesBeforeReplace = true,
            Adopts = static call => call.Settings.Flag("upsertExistingObjects"),
            Outputs = new() { ["metadata.uid"] = "{uuid}" },
        };

    private static Rule Namespaced(string type) =>
        Cluster(type) with
        {
            Id = "{metadata.namespace}/{metadata.name}",
            Outputs = new() { ["metadata.uid"] = "{uuid}", ["metadata.namespace"] = "{metadata.namespace}" },
            ForceNew = ["metadata.name", "metadata.namespace"],
            OnCreate = static call => RequireNamespace(call, call.Fill("{metadata.namespace}")),
        };

    private static void RequireNamespace(Call call, string wanted)
    {
        if (
            !BuiltIn.Contains(wanted)
            && !call.Content.Objects.Exists(one => one.Type == Namespace && one.Scope == call.Scope && one.Name == wanted)
        )
            throw new Refusal($"namespaces \"{wanted}\" not found");
    }

    // https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
    private static IEnumerable<Fault> NodePorts(JsonObject inputs) =>
        inputs
            .All("spec.ports")
            .Where(port => port.Number("nodePort") is < 30000 or > 32767)
            .Select(port => new Fault(
                "spec.ports",
                $"Invalid value: {port.Number("nodePort")}: provided port is not in the valid range. The range of valid ports is "
                    + "30000-32767"
            ));

    // The API server keeps texts as encoded data.
    private static void Encode(Call call)
    {
        if (call.Inputs["stringData"] is not JsonObject texts)
            return;
        var data = call.State["data"]?.DeepClone().AsObject() ?? [];
        foreach (var (name, text) in texts)
            data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text?.GetValue<string>() ?? ""));
        call.State["data"] = data;
    }

    private static void Empty(Call call) =>
        call.Content.Objects.RemoveAll(one =>
            one.Scope == call.Scope
            && (one.Inputs.Text("metadata.namespace") == call.Name || (one.Type == Release && one.Inputs.Text("namespace") == call.Name))
        );

    // A label of the pods that changes replaces them, and with them the connections that they hold.
    private static void RenewPods(Call call)
    {
        var cluster = call.Content.Objects.Find(one => SimulatedCluster.Is(one) && SimulatedCluster.ScopeOf(one) == call.Scope);
        call.Content.Sessions.RemoveWhere(session => session.Cluster == cluster?.Name);
    }

    private static void Deploy(Call call)
    {
        var revision = (call.State.Number("status.revision") ?? 0) + 1;
        call.State["status"] = new JsonObject
        {
            ["name"] = call.Name,
            ["namespace"] = call.Fill("{namespace}"),
            ["chart"] = call.Inputs.Text("chart"),
            ["version"] = call.Inputs.Text("version"),
            ["revision"] = revision,
            ["status"] = "deployed",
        };
    }
}
