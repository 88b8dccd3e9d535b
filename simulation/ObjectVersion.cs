using System.Text.Json.Serialization;

namespace Infra.Simulation;

/// <summary>One version of an object in a bucket.</summary>
public sealed class ObjectVersion
{
    /// <summary>The object's name.</summary>
    public required string Key { get; init; }

    /// <summary>S3's version id, or Cloud Storage's generation.</summary>
    public required string Id { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When another version took its place, or it was deleted; null for the current one.</summary>
    public DateTimeOffset? NoncurrentAt { get; set; }

    /// <summary>When it was deleted and kept all the same; on Cloud Storage alone.</summary>
    public DateTimeOffset? SoftDeletedAt { get; set; }

    /// <summary>Whether it only says that the object is deleted; on S3 alone.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>How far S3 is with copying it: PENDING, COMPLETED or FAILED; REPLICA for a copy, null where nothing copies it.</summary>
    public string? Replication { get; set; }

    /// <summary>GOVERNANCE or COMPLIANCE; null where it is not locked. On S3 alone.</summary>
    public string? LockMode { get; set; }

    /// <summary>Until when it can not be deleted.</summary>
    public DateTimeOffset? RetainUntil { get; set; }

    /// <summary>Whether a reader of the bucket finds it.</summary>
    [JsonIgnore]
    public bool IsLive => NoncurrentAt is null && SoftDeletedAt is null && !IsDeleteMarker;
}
