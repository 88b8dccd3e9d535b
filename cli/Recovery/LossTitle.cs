namespace Infra.Cli.Recovery;

/// <summary>What a loss is called on a page, and where README says more.</summary>
/// <param name="Words">As a person in need says it.</param>
/// <param name="Section">The anchor of README's section; null: there is nothing more to say.</param>
internal sealed record LossTitle(string Words, string? Section)
{
    /// <summary>The title of a loss.</summary>
    public static LossTitle Of(Loss loss) =>
        loss switch
        {
            Loss.Rows => new("Rows: a table dropped at 14:03, a bad migration", "restore-the-database"),
            Loss.Instance => new("The Postgres instance", "the-instance-is-gone"),
            Loss.ClusterDead => new("The cluster: there, and answers no more", "relaunch-the-cluster"),
            Loss.ClusterGone => new("The cluster: gone, with all that was in it", "relaunch-the-cluster"),
            Loss.ClusterAndDatabase => new("Cluster and rows", "restore-the-database"),
            Loss.Zone => new("A zone of the region", null),
            Loss.Prometheus => new("Prometheus", null),
            Loss.Redis => new("Redis", null),
            Loss.Images => new("Images in the registry", "images"),
            Loss.Region => new("The region", "the-region-is-lost"),
            Loss.State => new("The state of Pulumi", "the-state-is-lost"),
            Loss.KilledUp => new("An `up` was killed", "an-up-was-interrupted"),
            Loss.Destroy => new("Somebody ran `destroy`", "an-up-was-interrupted"),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "Say here what it is called."),
        };
}
