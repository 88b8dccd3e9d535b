using Infra.Cli.Review;

namespace Infra.Tests.Review;

/// <summary>Previews that an author with bad intent or bad luck would pass the review with.</summary>
public sealed class ForgedPreviewTests
{
    private const string Stack = """{ "op": "same", "urn": "urn:pulumi:prod::infra::pulumi:pulumi:Stack::infra-prod" }""";
    private const string Rds = "aws:rds/instance:Instance";
    private const string CloudSql = "gcp:sql/databaseInstance:DatabaseInstance";
    private const string Gcs = "gcp:storage/bucket:Bucket";

    [Theory]
    [InlineData("{}", "no step on the stack itself")]
    [InlineData("""{ "steps": [] }""", "no step on the stack itself")]
    [InlineData("""{ "steps": {} }""", "This is no preview")]
    [InlineData("""{ "steps": [null] }""", "This is no preview")]
    [InlineData("""{ "steps": [{ "op": "same" }] }""", "This is no preview")]
    [InlineData("""{ "steps": [{ "op": "same", "urn": "not-a-urn" }], "changeSummary": { "same": 1 } }""", "no resource's URN")]
    [InlineData($$"""{ "steps": [{{Stack}}] }""", "counts 0 steps \"same\" and has 1")]
    [InlineData($$"""{ "steps": [{{Stack}}], "changeSummary": { "same": 1, "delete": 1 } }""", "counts 1 steps \"delete\" and has 0")]
    [InlineData($$"""{ "steps": [{{Stack}}], "steps": [], "changeSummary": { "same": 1 } }""", "This is no preview")]
    [InlineData($$"""{ "steps": [{{Stack}}], "changeSummary": { "same": 1 }""", "This is no preview")]
    [InlineData($$"""{ "steps": [{{Stack}}], "changeSummary": { "same": "1" } }""", "This is no preview")]
    [InlineData(
        """{ "steps": [{ "op": "vanish", "urn": "urn:pulumi:prod::infra::pulumi:pulumi:Stack::infra-prod" }], "changeSummary": { "vanish": 1 } }""",
        "\"vanish\""
    )]
    [InlineData(
        $$"""{ "steps": [{{Stack}}, { "op": "update", "urn": "urn:pulumi:prod::infra::aws:kms/key:Key::key", "oldState": [], "newState": {} }], "changeSummary": { "same": 1, "update": 1 } }""",
        "\"oldState\" that is no object"
    )]
    [InlineData(
        $$"""{ "steps": [{{Stack}}, { "op": "update", "urn": "urn:pulumi:prod::infra::aws:kms/key:Key::key", "newState": {} }], "changeSummary": { "same": 1, "update": 1 } }""",
        "without the state before or after it"
    )]
    [InlineData(
        $$"""{ "steps": [{{Stack}}, { "op": "same", "urn": "urn:pulumi:prod::infra::aws:kms/key:Key::key" }], "changeSummary": { "same": 2 } }""",
        "without the state before or after it"
    )]
    [InlineData(
        $$"""{ "steps": [{{Stack}}, { "op": "create", "urn": "urn" }], "changeSummary": { "same": 1, "create": 1 } }""",
        "no resource's URN"
    )]
    [InlineData($$"""{ "steps": [{{Stack}}], "changeSummary": [] }""", "\"changeSummary\" that is no object")]
    public void Evidence_that_is_cut_empty_or_unreadable_is_refused(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => RecordedPreview.Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    // A setting that no rule knows.
    [InlineData(Rds, "networkType", "{}", """{ "networkType": "DUAL" }""", "does not know what is lost by another networkType")]
    [InlineData(
        CloudSql,
        "settings.backupConfiguration.location",
        """{ "settings": { "backupConfiguration": { "location": "eu" } } }""",
        "{}",
        "does not know what is lost by another settings.backupConfiguration.location"
    )]
    [InlineData(
        Gcs,
        "retentionPolicy",
        """{ "retentionPolicy": { "retentionPeriod": 10 } }""",
        "{}",
        "does not know what is lost by another retentionPolicy"
    )]
    [InlineData(
        "aws:kms/key:Key",
        "policy",
        """{ "policy": "{}" }""",
        """{ "policy": "" }""",
        "does not know what is lost by another policy"
    )]
    [InlineData(
        "aws:s3/bucketPolicy:BucketPolicy",
        "policy",
        """{ "policy": "{}" }""",
        """{ "policy": "" }""",
        "does not know what is lost by another policy"
    )]
    [InlineData("gcp:secretmanager/secret:Secret", "ttl", "{}", """{ "ttl": "60s" }""", "does not know what is lost by another ttl")]
    [InlineData(
        "gcp:secretmanager/secretVersion:SecretVersion",
        "deletionPolicy",
        "{}",
        """{ "deletionPolicy": "DELETE" }""",
        "does not know what is lost by another deletionPolicy"
    )]
    [InlineData("pulumi:providers:aws", "endpoints", "{}", """{ "endpoints": [] }""", "does not know what is lost by another endpoints")]
    [InlineData(
        "pulumi:providers:gcp",
        "project",
        """{ "project": "a" }""",
        """{ "project": "b" }""",
        "does not know what is lost by another project"
    )]
    [InlineData("pulumi:providers:kubernetes", "kubeconfig", "{}", "{}", "does not know what is lost by another kubeconfig")]
    // A rule that is added to a list, or whose condition is widened.
    [InlineData(Gcs, "lifecycleRules[2]", "{}", """{ "lifecycleRules": [] }""", "does not know what is lost by another lifecycleRules")]
    [InlineData(Gcs, "lifecycleRules[0].condition.age", "{}", "{}", "does not know what is lost by another lifecycleRules.condition.age")]
    [InlineData(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "rules[0].expiration.days",
        "{}",
        "{}",
        "does not know what is lost by another rules.expiration.days"
    )]
    [InlineData(
        Gcs,
        "lifecycleRules[1].condition.daysSinceNoncurrentTime",
        """{ "lifecycleRules": [{ "condition": { "daysSinceNoncurrentTime": 30 } }, { "condition": { "daysSinceNoncurrentTime": 30 } }] }""",
        """{ "lifecycleRules": [{ "condition": { "daysSinceNoncurrentTime": 30 } }, { "condition": { "daysSinceNoncurrentTime": 1 } }] }""",
        "old versions are kept 1 days instead of 30"
    )]
    // A protection that was absent, and is now nothing.
    [InlineData(
        Gcs,
        "softDeletePolicy.retentionDurationSeconds",
        "{}",
        """{ "softDeletePolicy": { "retentionDurationSeconds": 0 } }""",
        "deleted objects are kept 0 seconds"
    )]
    // What the other cloud calls by another name.
    [InlineData(
        CloudSql,
        "settings.finalBackupConfig.enabled",
        """{ "settings": { "finalBackupConfig": { "enabled": true } } }""",
        "{}",
        "no last backup"
    )]
    [InlineData(
        "gcp:kms/cryptoKey:CryptoKey",
        "destroyScheduledDuration",
        "{}",
        """{ "destroyScheduledDuration": "86400s" }""",
        "can be brought back for 86400s"
    )]
    [InlineData(
        "gcp:secretmanager/secret:Secret",
        "versionDestroyTtl",
        """{ "versionDestroyTtl": "2592000s" }""",
        "{}",
        "can be brought back for nothing"
    )]
    [InlineData("aws:eks/cluster:Cluster", "version", """{ "version": "1.34" }""", """{ "version": "1.9" }""", "1.9 is older than 1.34")]
    [InlineData(
        "gcp:container/cluster:Cluster",
        "minMasterVersion",
        """{ "minMasterVersion": "1.34" }""",
        "{}",
        "Kubernetes never goes back"
    )]
    public void An_update_that_is_harmful_or_unknown_needs_approval(string type, string path, string before, string after, string says)
    {
        var review = Review(Step("update", type, "thing", before, after, path));

        Assert.Contains(says, Assert.Single(review.Losses).Says, StringComparison.Ordinal);
        Assert.False(review.IsApproved([]));
    }

    [Theory]
    [InlineData(Rds, "instanceClass")]
    [InlineData(CloudSql, "settings.tier")]
    [InlineData(Gcs, "labels.infra-owner")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", "scalingConfig.maxSize")]
    [InlineData("gcp:container/nodePool:NodePool", "autoscaling.maxNodeCount")]
    [InlineData("kubernetes:helm.sh/v3:Release", "values.prometheus.retention")]
    [InlineData("pulumi:providers:aws", "defaultTags.tags.infra-owner")]
    public void A_change_that_loses_nothing_needs_none(string type, string path) =>
        Assert.True(Review(Step("update", type, "thing", "{}", "{}", path)).IsApproved([]));

    [Theory]
    [InlineData("aws:ec2/vpc:Vpc", "protect")]
    [InlineData("gcp:compute/network:Network", "retainOnDelete")]
    [InlineData("aws:secretsmanager/secret:Secret", "retainOnDelete")]
    [InlineData("gcp:secretmanager/secretVersion:SecretVersion", "retainOnDelete")]
    public void A_protection_that_is_taken_off_anything_needs_approval(string type, string option) =>
        Assert.Contains(
            "loses its protection",
            Assert
                .Single(
                    Review(
                        $$"""{ "op": "same", "urn": "{{Urn(type, "thing")}}", "oldState": { "{{option}}": true }, "newState": {} }"""
                    ).Losses
                )
                .Says,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("aws:eks/cluster:Cluster", "cluster-g1", "cluster-g2", true)]
    [InlineData("aws:eks/cluster:Cluster", "cluster-g1", "unrelated", false)]
    [InlineData("aws:eks/cluster:Cluster", "cluster-g1", "unrelated-g2", false)]
    [InlineData("gcp:container/cluster:Cluster", "cluster-g2", "cluster-g1", false)]
    [InlineData("kubernetes:core/v1:Namespace", "namespace-g1", "namespace-g2", true)]
    [InlineData("kubernetes:core/v1:Namespace", "namespace-g1", "scratch", false)]
    [InlineData("kubernetes:helm.sh/v3:Release", "astronomer-g1", "astronomer", false)]
    [InlineData("aws:eks/nodeGroup:NodeGroup", "nodes-g1", "nodes-g1b", false)]
    [InlineData("random:index/randomPassword:RandomPassword", "password", "renamed", false)]
    [InlineData("tls:index/privateKey:PrivateKey", "key-g1", "key-g2", false)]
    [InlineData("pulumi:providers:gcp", "gcp", "gcp-g2", false)]
    public void Only_the_next_generation_of_the_same_thing_excuses_a_delete(string type, string gone, string made, bool passes) =>
        Assert.Equal(
            passes,
            Review(Step("delete", type, gone, "{}", null, null), Step("create", type, made, null, "{}", null)).IsApproved([])
        );

    [Theory]
    [InlineData(Rds, "database-g2", true)]
    [InlineData(CloudSql, "database-g2", true)]
    [InlineData(Rds, "scratch", false)]
    [InlineData(CloudSql, "database-renamed", false)]
    public void Only_the_next_database_takes_the_place_of_one_that_is_left(string type, string made, bool passes) =>
        Assert.Equal(
            passes,
            Review(
                    $$"""{ "op": "delete", "urn": "{{Urn(type, "database-g1")}}", "oldState": { "retainOnDelete": true } }""",
                    Step("create", type, made, null, "{}", null)
                )
                .IsApproved([])
        );

    [Theory]
    [InlineData("aws:rds/instance:Instance")]
    [InlineData("pulumi:providers:aws")]
    [InlineData("aws:s3/bucketPolicy:BucketPolicy")]
    public void An_operation_that_the_review_does_not_expect_on_a_holding_needs_approval(string type) =>
        Assert.All((string[])["delete-replaced", "discard-replaced", "remove-pending-replace", "read-replacement"], operation =>
            Assert.False(Review(Step(operation, type, "thing", "{}", "{}", null)).IsApproved([]))
        );

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{ "source": [1] }""")]
    public void A_birth_record_of_another_shape_is_no_exception(string keepers) =>
        Assert.True(
            Review(Step("create", "random:index/randomId:RandomId", "database-g2-birth", null, $$"""{ "keepers": {{keepers}} }""", null))
                .IsApproved([])
        );

    [Fact]
    public void A_name_can_not_write_the_comment()
    {
        using var page = new StringWriter { NewLine = "\n" };
        ReviewPage.Write(
            "prod",
            Review(Step("delete", Rds, "x` | ok |\\n<!-- \\u001b[2K@everybody", "{}", null, null)),
            isApproved: false,
            page
        );

        Assert.Single(page.ToString().Split('\n'), line => line.StartsWith("| ⚠️", StringComparison.Ordinal));
        Assert.DoesNotContain("<!--", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@everybody", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page.ToString());
    }

    private static DataLossReview Review(params string[] steps)
    {
        string[] all = [Stack, .. steps];
        var counts = all.Select(step => step.Split('"')[3]).CountBy(operation => operation).Select(pair => $"\"{pair.Key}\": {pair.Value}");
        return DataLossReview.Of(
            RecordedPreview.Read($$"""{ "steps": [{{string.Join(",", all)}}], "changeSummary": { {{string.Join(",", counts)}} } }"""),
            []
        );
    }

    private static string Step(string operation, string type, string name, string? before, string? after, string? changed) =>
        $$"""
            { "op": "{{operation}}", "urn": "{{Urn(type, name)}}",
              "oldState": {{(before is null ? "null" : $$"""{ "id": "i", "inputs": {{before}} }""")}},
              "newState": {{(after is null ? "null" : $$"""{ "id": "i", "inputs": {{after}} }""")}},
              "detailedDiff": { {{(changed is null ? "" : $"\"{changed}\": {{}}")}} } }
            """;

    private static string Urn(string type, string name) => $"urn:pulumi:prod::infra::{type}::{name}";
}
