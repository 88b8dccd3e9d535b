using System.Text.Json.Nodes;
using Infra.Cli.Policy;
using Infra.Policy;

namespace Infra.Tests.Policy;

/// <summary>Each policy is broken by the edit it is there for, and says where.</summary>
public sealed class BrokenPolicyTests
{
    [Theory]
    [InlineData("aws", "database-private", "database-g1", "publiclyAccessible", "true")]
    [InlineData("gcp", "database-private", "database-g1", "settings.ipConfiguration.ipv4Enabled", "true")]
    [InlineData(
        "gcp",
        "database-private",
        "database-g1",
        "settings.ipConfiguration.authorizedNetworks",
        """[{ "value": "203.0.113.0/24" }]"""
    )]
    [InlineData("aws", "database-encrypted", "database-g1", "storageEncrypted", "false")]
    [InlineData("aws", "database-encrypted", "database-g1", "parameterGroupName", "\"default.postgres16\"")]
    [InlineData("gcp", "database-encrypted", "database-g1", "settings.ipConfiguration.sslMode", "\"ALLOW_UNENCRYPTED_AND_ENCRYPTED\"")]
    [InlineData("aws", "backups-kept", "database-g1", "backupRetentionPeriod", "6")]
    [InlineData("gcp", "backups-kept", "database-g1", "settings.backupConfiguration.backupRetentionSettings.retainedBackups", "6")]
    [InlineData("gcp", "backups-kept", "database-g1", "settings.backupConfiguration.pointInTimeRecoveryEnabled", "false")]
    [InlineData("gcp", "backups-kept", "database-g1", "settings.backupConfiguration.enabled", "false")]
    [InlineData("aws", "database-guarded", "database-g1", "deletionProtection", "false")]
    [InlineData("aws", "database-guarded", "database-g1", "deleteAutomatedBackups", "true")]
    [InlineData("gcp", "database-guarded", "database-g1", "settings.deletionProtectionEnabled", "false")]
    [InlineData("gcp", "database-guarded", "database-g1", "settings.retainBackupsOnDelete", "false")]
    [InlineData("aws", "bucket-private", "registry-bucket", "bucket", "\"another\"")]
    [InlineData("gcp", "bucket-private", "registry-bucket", "publicAccessPrevention", "\"inherited\"")]
    [InlineData("gcp", "bucket-versioned", "registry-bucket", "versioning.enabled", "false")]
    [InlineData("aws", "bucket-kept", "registry-bucket", "forceDestroy", "true")]
    [InlineData("aws", "disks-encrypted", "storage-class-g1", "parameters.encrypted", "\"false\"")]
    [InlineData("aws", "own-key", "database-g1", "kmsKeyId", "\"\"")]
    [InlineData("aws", "own-key", "database-password-secret", "kmsKeyId", "\"\"")]
    [InlineData("aws", "own-key", "control-plane-logs-g1", "kmsKeyId", "\"\"")]
    [InlineData("aws", "own-key", "cluster-g1", "encryptionConfig", "{}")]
    [InlineData("aws", "own-key", "registry-bucket", "bucket", "\"another\"")]
    [InlineData("aws", "bucket-tls", "registry-bucket", "bucket", "\"another\"")]
    [InlineData("aws", "node-identity", "node-template-g1", "metadataOptions.httpTokens", "\"optional\"")]
    [InlineData("aws", "node-identity", "node-template-g1", "metadataOptions.httpPutResponseHopLimit", "2")]
    [InlineData("aws", "key-kept", "key", "policy", "\"{}\"")]
    [InlineData("aws", "key-kept", "key", "enableKeyRotation", "false")]
    [InlineData("aws", "no-open-ingress", "database-allow", "cidrIpv4", "\"0.0.0.0/0\"")]
    [InlineData("aws", "control-plane-guarded", "cluster-g1", "vpcConfig.endpointPublicAccess", "true")]
    [InlineData("gcp", "control-plane-guarded", "cluster-g1", "privateClusterConfig.enablePrivateEndpoint", "false")]
    [InlineData("gcp", "network-policies-enforced", "cluster-g1", "datapathProvider", "\"LEGACY_DATAPATH\"")]
    [InlineData("gcp", "pods-are-not-nodes", "airflow-pool-g1", "nodeConfig.workloadMetadataConfig.mode", "\"GCE_METADATA\"")]
    [InlineData("gcp", "pods-are-not-nodes", "platform-pool-g1", "nodeConfig.serviceAccount", "\"\"")]
    [InlineData("gcp", "secrets-encrypted", "cluster-g1", "databaseEncryption.state", "\"DECRYPTED\"")]
    [InlineData("aws", "secrets-encrypted", "cluster-g1", "encryptionConfig", "{}")]
    [InlineData("aws", "pods-are-not-nodes", "node-template-g1", "metadataOptions.httpPutResponseHopLimit", "2")]
    [InlineData("aws", "keys-renewed", "key", "enableKeyRotation", "false")]
    [InlineData("gcp", "keys-renewed", "platform-key", "rotationPeriod", "\"\"")]
    [InlineData("gcp", "no-broad-roles", "registry-bucket-access", "member", "\"allUsers\"")]
    [InlineData("gcp", "no-broad-roles", "registry-bucket-access", "role", "\"roles/editor\"")]
    [InlineData("aws", "no-static-keys", "aws", "secretKey", "\"not a real one\"")]
    [InlineData("gcp", "cluster-can-be-lost", "cluster-g1", "deletionProtection", "true")]
    [InlineData("aws", "versions-pinned", "cluster-g1", "version", "\"\"")]
    [InlineData("gcp", "versions-pinned", "astronomer-g1", "version", "\"^2.1\"")]
    [InlineData("aws", "labelled", "aws", "defaultTags", """{ "tags": { "infra-prefix": "a" } }""")]
    [InlineData("gcp", "labelled", "gcp", "defaultLabels", "{}")]
    public async Task An_input_that_breaks_a_promise_is_named(string cloud, string policy, string resource, string path, string json)
    {
        var platform = await Declared(cloud);

        var faults = PlatformPolicy.Faults(With(platform, resource, thing => thing with { Inputs = Set(thing.Inputs, path, json) }));

        Assert.Contains((policy, resource), faults.Select(fault => (fault.Rule.Name, fault.Breach.Resource)));
    }

    [Theory]
    [InlineData("""{ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a" }] }""", "action s3:*")]
    [InlineData("""{ "Statement": { "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"] } }""", "s3:GetObject on resource *")]
    [InlineData(
        """{ "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a" }] }""",
        "principal *"
    )]
    public async Task A_wildcard_without_a_reason_is_refused(string document, string what)
    {
        var platform = With(await Declared("aws"), "registry-role-use-of-bucket", thing =>
            thing with
            {
                Inputs = new() { ["policy"] = document },
            }
        );

        Assert.Equal($"a statement allows {what}", Assert.Single(PlatformPolicy.Faults(platform)).Breach.What);
    }

    [Theory]
    [InlineData("aws", "aws:iam/accessKey:AccessKey")]
    [InlineData("gcp", "gcp:serviceaccount/key:Key")]
    public async Task A_key_that_never_ends_is_refused(string cloud, string type)
    {
        var platform = await Declared(cloud);
        var key = new RegisteredResource
        {
            Type = type,
            Name = "a-key",
            Inputs = [],
        };

        var fault = Assert.Single(PlatformPolicy.Faults(platform with { Resources = platform.Resources.Add(key) }));
        Assert.Equal("no-static-keys", fault.Rule.Name);
    }

    [Fact]
    public async Task A_firewall_that_lets_everybody_in_is_refused_and_a_web_port_is_not()
    {
        var platform = await Declared("gcp");
        var open = Firewall("open", """{ "sourceRanges": ["0.0.0.0/0"], "allows": [{ "protocol": "tcp", "ports": ["22"] }] }""");
        var web = Firewall("web", """{ "sourceRanges": ["0.0.0.0/0"], "allows": [{ "protocol": "tcp", "ports": ["80", "443"] }] }""");

        var fault = Assert.Single(PlatformPolicy.Faults(platform with { Resources = platform.Resources.Add(open).Add(web) }));
        Assert.Equal("open", fault.Breach.Resource);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_holds_data_and_lost_its_protection_is_named(string cloud)
    {
        var platform = await Declared(cloud);

        Assert.Equal(["data-stays"], Broken(With(platform, "fernet-key", thing => thing with { Protect = false })));
        Assert.Equal(["data-stays"], Broken(With(platform, "registry-bucket", thing => thing with { RetainOnDelete = false })));
        Assert.Equal(["database-stays"], Broken(With(platform, "database-g1", thing => thing with { Protect = true })));
        Assert.Equal(["database-stays"], Broken(With(platform, "database-g1", thing => thing with { RetainOnDelete = false })));
        Assert.Equal(["goes-with-the-cluster"], Broken(With(platform, "namespace-g1", thing => thing with { DeletedWith = null })));
    }

    [Fact]
    public async Task A_fault_says_where_why_and_what_to_write()
    {
        var platform = With(await Declared("aws"), "database-g1", thing =>
            thing with
            {
                Inputs = Set(thing.Inputs, "backupRetentionPeriod", "3"),
            }
        );

        Assert.Equal(
            """
            database-g1: backupRetentionPeriod is 3; 7 is the least
                Policy backups-kept: A database is backed up daily, each backup is kept 7 days at least, and any second of late can be restored. A loss is often noticed days after it happened; without backups there is nothing to restore.
                Mend: Leave infra:database.backup.retentionDays at 7 or more.
            """,
            Assert.Single(PlatformPolicy.Faults(platform)).ToString()
        );
    }

    [Fact]
    public async Task On_AWS_a_network_add_on_that_enforces_no_policy_is_the_cluster_s_fault()
    {
        var platform = await Declared("aws");
        var addOn = platform.Of("aws:eks/addon:Addon").Single(one => one.Inputs["addonName"]!.GetValue<string>() == "vpc-cni");

        var faults = PlatformPolicy.Faults(
            With(platform, addOn.Name, thing => thing with { Inputs = Set(thing.Inputs, "configurationValues", "\"{}\"") })
        );

        Assert.Contains(("network-policies-enforced", "cluster-g1"), faults.Select(fault => (fault.Rule.Name, fault.Breach.Resource)));
    }

    private static Task<RegisteredPlatform> Declared(string cloud) => RegisteredPlatform.DeclareAsync(SampleStack.Config(cloud), cloud);

    private static RegisteredResource Firewall(string name, string inputs) =>
        new()
        {
            Type = "gcp:compute/firewall:Firewall",
            Name = name,
            Inputs = JsonNode.Parse(inputs)!.AsObject(),
        };

    private static IEnumerable<string> Broken(RegisteredPlatform platform) =>
        PlatformPolicy.Faults(platform).Select(fault => fault.Rule.Name);

    private static RegisteredPlatform With(RegisteredPlatform platform, string name, Func<RegisteredResource, RegisteredResource> edit)
    {
        Assert.Contains(platform.Resources, thing =>
            thing.Name == name && (thing.IsCustom || thing.Type.StartsWith("pulumi:providers:", StringComparison.Ordinal))
        );
        return platform with
        {
            Resources =
            [
                .. platform.Resources.Select(thing =>
                    thing.Name == name && !thing.Type.StartsWith("infra:", StringComparison.Ordinal) ? edit(thing) : thing
                ),
            ],
        };
    }

    private static JsonObject Set(JsonObject inputs, string path, string json)
    {
        var edited = inputs.DeepClone().AsObject();
        var map = edited;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            map = (map[step] ??= new JsonObject()).AsObject();
        }
        map[steps[^1]] = JsonNode.Parse(json);
        return edited;
    }
}
