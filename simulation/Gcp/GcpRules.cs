using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Everything of Google Cloud but its networks; the database has its own files.</summary>
internal static class GcpRules
{
    private const string Account = "gcp:serviceaccount/account:Account";
    private const string Cluster = "gcp:container/cluster:Cluster";
    private const string NodePool = "gcp:container/nodePool:NodePool";
    private const string Bucket = "gcp:storage/bucket:Bucket";
    private const string Secret = "gcp:secretmanager/secret:Secret";
    private const string SecretVersion = "gcp:secretmanager/secretVersion:SecretVersion";
    private const string Exists = "googleapi: Error 409: Resource '{id}' already exists, alreadyExists";
    private const string NotFound = "googleapi: Error 404: '{0}' was not found, notFound";

    public static Rule[] Table { get; } =
    [
        CloudSqlInstance.Rule,
        CloudSqlUsers.Rule,
        CloudSqlUsers.DatabaseRule,
        Member("gcp:serviceaccount/iAMMember:IAMMember", "serviceAccountId", Account, "{serviceAccountId}"),
        Member("gcp:storage/bucketIAMMember:BucketIAMMember", "bucket", Bucket, "b/{bucket}"),
        new("gcp:projects/iAMMember:IAMMember")
        {
            Id = "{project}/{role}/{member}",
            ImportId = "{project} {role} {member}",
            ForceNew = ["*"],
            Adopts = static _ => true,
        },
        new("gcp:projects/service:Service")
        {
            Id = "{project}/{service}",
            ForceNew = ["service", "project"],
            Adopts = static _ => true,
        },
        new(Account)
        {
            Name = "accountId",
            Id = "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
            ForceNew = ["accountId", "project"],
            Taken = "googleapi: Error 409: Service account {accountId} already exists within project projects/{project}., alreadyExists",
            Takes = [new("gcp:serviceaccount/iAMMember:IAMMember", "serviceAccountId")],
            Outputs = new()
            {
                ["email"] = "{accountId}@{project}.iam.gserviceaccount.com",
                ["name"] = "{id}",
                ["uniqueId"] = "{number}",
                ["member"] = "serviceAccount:{accountId}@{project}.iam.gserviceaccount.com",
            },
        },
        new(Cluster)
        {
            Name = "name",
            Id = "projects/{project}/locations/{location}/clusters/{name}",
            Taken = "googleapi: Error 409: Already exists: {id}., alreadyExists",
            ForceNew =
            [
                "name",
                "location",
                "project",
                "network",
                "subnetwork",
                "networkingMode",
                "ipAllocationPolicy",
                "initialNodeCount",
                "privateClusterConfig.enablePrivateNodes",
                "privateClusterConfig.masterIpv4CidrBlock",
                "enableAutopilot",
                "nodeConfig",
                "datapathProvider",
            ],
            Needs =
            [
                new("network", "gcp:compute/network:Network", NotFound),
                new("subnetwork", "gcp:compute/subnetwork:Subnetwork", NotFound),
                new("databaseEncryption.keyName", GcpKeyRules.CryptoKey, NotFound),
            ],
            Takes = [new(NodePool, "cluster")],
            Outputs = new()
            {
                ["endpoint"] = "{ip}",
                ["masterAuth.clusterCaCertificate"] = "{certificate}",
                ["masterVersion"] = "1.34.1-gke.1000",
                ["selfLink"] = "https://container.googleapis.com/v1/{id}",
                ["controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint"] = "gke-{hash}-{number}.{location}.gke.goog",
                ["privateClusterConfig.privateEndpoint"] = "{privateIp}",
                ["privateClusterConfig.publicEndpoint"] = "{ip}",
            },
            OnCreate = static call =>
            {
                GcpKeyRules.RequireUse(call, "databaseEncryption.keyName", "container-engine-robot", call.Fill("{location}"));
                RequireServiceRange(call);
            },
            // The provider's own guard; it is on unless the state says otherwise.
            OnDelete = static call =>
            {
                if (call.Before.Flag("deletionProtection") != false)
                    throw new Refusal(
                        "Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with instance "
                            + "deletion."
                    );
            },
        },
        new(NodePool)
        {
            Name = "name",
            Id = "projects/{project}/locations/{location}/clusters/{leaf:cluster}/nodePools/{name}",
            Taken = "googleapi: Error 409: Already exists: {id}., alreadyExists",
            ForceNew =
            [
                "name",
                "cluster",
                "location",
                "project",
                "initialNodeCount",
                "maxPodsPerNode",
                "nodeConfig.serviceAccount",
                "nodeConfig.oauthScopes",
                "nodeConfig.spot",
                "nodeConfig.shieldedInstanceConfig",
            ],
            Needs =
            [
                new("cluster", Cluster, "googleapi: Error 404: Not found: cluster {0}., notFound"),
                new("nodeConfig.serviceAccount", Account, "googleapi: Error 400: Service account \"{0}\" does not exist., badRequest"),
            ],
        },
        new(Bucket)
        {
            Name = "name",
            Id = "{name}",
            ImportId = "{project}/{name}",
            ForceNew = ["name", "location", "project", "customPlacementConfig"],
            Taken =
                "googleapi: Error 409: The requested bucket name is not available. The bucket namespace is shared by all users of the "
                + "system: {name}, conflict",
            Needs = [new("encryption.defaultKmsKeyName", GcpKeyRules.CryptoKey, NotFound)],
            OnCreate = static call =>
            {
                var regions = call.Inputs.All("customPlacementConfig.dataLocations").Count();
                if (call.Inputs.Text("rpo") == "ASYNC_TURBO" && regions != 2)
                    throw new Refusal("googleapi: Error 400: RPO can be ASYNC_TURBO only in a dual-region bucket., invalid");
                // The key of a dual-region in the EU is in the multi-region that keys call europe.
                var location = (call.Inputs.Text("location") ?? "").ToLowerInvariant();
                GcpKeyRules.RequireUse(call, "encryption.defaultKmsKeyName", "gs-project-accounts", location == "eu" ? "europe" : location);
            },
            NotEmpty = "Error trying to delete bucket {name} containing objects without `force_destroy` set to true",
            Outputs = new() { ["url"] = "gs://{name}", ["selfLink"] = "https://www.googleapis.com/storage/v1/b/{name}" },
        },
        new(Secret)
        {
            Name = "secretId",
            Id = "projects/{project}/secrets/{secretId}",
            ForceNew = ["secretId", "project", "replication"],
            Taken = Exists,
            Takes = [new(SecretVersion, "secret")],
            Outputs = new() { ["name"] = "{id}" },
        },
        new(SecretVersion)
        {
            Id = "{secret}/versions/{number}",
            ForceNew = ["secret", "secretData"],
            Needs = [new("secret", Secret, NotFound)],
            Outputs = new() { ["name"] = "{id}", ["version"] = "{number}" },
            DeletesBeforeReplace = false,
        },
    ];

    /// <summary>The newest version of a secret, which is replicated to all regions.</summary>
    public static JsonObject GetSecretVersion(ProviderSettings settings, JsonObject arguments)
    {
        var secret = $"projects/{arguments.Text("project") ?? settings.Project}/secrets/{arguments.Text("secret")}";
        var newest = settings.World.Content.Objects.LastOrDefault(one => one.Type == SecretVersion && one.Inputs.Text("secret") == secret);
        return newest is null
            ? throw new Refusal($"Error 404: Secret [{secret}] not found or has no versions., notFound")
            : new()
            {
                ["name"] = newest.Id,
                ["secret"] = arguments.Text("secret"),
                ["secretData"] = newest.Inputs.Text("secretData"),
            };
    }

    // Two clusters may not number their services from one secondary range.
    private static void RequireServiceRange(Call call)
    {
        const string Range = "ipAllocationPolicy.servicesSecondaryRangeName";
        if (
            call.Inputs.Text(Range) is { } range
            && call.Content.Objects.Find(one =>
                one.Type == Cluster && one.Inputs.Text("subnetwork") == call.Inputs.Text("subnetwork") && one.Inputs.Text(Range) == range
            )
                is { } other
        )
        {
            throw new Refusal($"googleapi: Error 400: Services range \"{range}\" is already used by cluster {other.Name}., badRequest");
        }
    }

    // A grant is there or it is not; granting it twice is no error.
    private static Rule Member(string type, string target, string targetType, string imported) =>
        new(type)
        {
            Id = "{" + target + "}/{role}/{member}",
            ImportId = imported + " {role} {member}",
            ForceNew = ["*"],
            Adopts = static _ => true,
            Needs = [new(target, targetType, NotFound)],
        };
}
