namespace Infra.Foundation;

/// <summary>Another stack, whose sets this one may read at its birth, and never writes to.</summary>
/// <param name="Names">That stack's names.</param>
/// <param name="Clusters">How many generations its cluster has had; each has written to a folder of its own.</param>
/// <param name="IsCopy">Whether the copy in this stack's region is read, on AWS, and not the bucket itself. Default false.</param>
/// <param name="Project">Its Google Cloud project; null: this stack's.</param>
internal sealed record EscrowOrigin(PhysicalNames Names, int Clusters, bool IsCopy, string? Project);
