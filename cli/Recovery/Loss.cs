namespace Infra.Cli.Recovery;

/// <summary>Something that a stack can lose: one row of README's table of losses.</summary>
internal enum Loss
{
    /// <summary>Rows: a table dropped, a bad migration. The instance lives.</summary>
    Rows,

    /// <summary>The Postgres instance is deleted.</summary>
    Instance,

    /// <summary>The Kubernetes cluster is there and answers no more.</summary>
    ClusterDead,

    /// <summary>The Kubernetes cluster is gone with all that was in it.</summary>
    ClusterGone,

    /// <summary>The cluster is gone and rows are lost, at the same time.</summary>
    ClusterAndDatabase,

    /// <summary>One zone of the region.</summary>
    Zone,

    /// <summary>One of the two Prometheus servers, with its volume.</summary>
    Prometheus,

    /// <summary>Redis.</summary>
    Redis,

    /// <summary>Images were deleted from the registry's bucket.</summary>
    Images,

    /// <summary>The whole region.</summary>
    Region,

    /// <summary>The state of Pulumi.</summary>
    State,

    /// <summary>An <c>up</c> was killed while it ran.</summary>
    KilledUp,

    /// <summary>Somebody ran <c>pulumi destroy</c>.</summary>
    Destroy,
}
