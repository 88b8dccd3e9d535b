using System.Collections.Immutable;
using Infra.Foundation;
using Infra.Policy;

namespace Infra.Cli.Review;

/// <summary>
/// What the review judges beyond <see cref="Holdings"/>: who is let in, and what can be made again but takes something with it when it
/// goes.
/// </summary>
internal static class JudgedHoldings
{
    private const string Access = "the account, region or cluster in which everything of its is looked for";
    private const string Nodes = "the nodes, and what runs on them";

    private static readonly ImmutableDictionary<string, Holding> ByType = new Dictionary<string, Holding>
    {
        ["aws:secretsmanager/secretVersion:SecretVersion"] = new(
            "secret's value in the vault",
            "the value that other systems and a recovery without the state read",
            Lifetime.Permanent
        ),
        ["gcp:secretmanager/secretVersion:SecretVersion"] = new(
            "secret's value in the vault",
            "the value that other systems and a recovery without the state read",
            Lifetime.Permanent
        ),
        ["aws:s3/bucketPolicy:BucketPolicy"] = new("policy of a bucket", "what the bucket refuses", Lifetime.Permanent),
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = new(
            "public access block of a bucket",
            "what keeps the bucket closed",
            Lifetime.Permanent
        ),
        ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = new(
            "encryption of a bucket",
            "the key of new objects",
            Lifetime.Permanent
        ),
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = new(
            "lifecycle of a bucket",
            "the rules by which old versions are kept",
            Lifetime.Permanent
        ),
        ["pulumi:providers:aws"] = new("provider", Access, Lifetime.Permanent),
        ["pulumi:providers:gcp"] = new("provider", Access, Lifetime.Permanent),
        ["pulumi:providers:kubernetes"] = new("provider", Access, Lifetime.ClusterGeneration),
        ["kubernetes:core/v1:Namespace"] = new("namespace", "everything in it, with its volumes", Lifetime.ClusterGeneration),
        ["kubernetes:core/v1:Secret"] = new("secret in the cluster", "what the platform reads from it", Lifetime.ClusterGeneration),
        ["kubernetes:helm.sh/v3:Release"] = new("release", "what the chart runs, with its volumes", Lifetime.ClusterGeneration),
        ["aws:eks/nodeGroup:NodeGroup"] = new("node group", Nodes, Lifetime.ClusterGeneration),
        ["gcp:container/nodePool:NodePool"] = new("node pool", Nodes, Lifetime.ClusterGeneration),
    }.ToImmutableDictionary();

    /// <summary>What a resource holds; null where nothing is lost with it.</summary>
    public static Holding? Of(RecordedStep step) =>
        Holdings.Of(step.Type, step.Name)
        // It reads another stack's secrets at a birth, and nothing is made by it.
        ?? (step.Name == IdentitySource.ProviderName ? null : ByType.GetValueOrDefault(step.Type));
}
