namespace Infra.Foundation;

/// <summary>
/// The copies that are wanted in another region, so that a lost one takes no more than the last minutes, or the last day, with it.
/// </summary>
/// <param name="Region">The other region of the same cloud, in the cloud's own words.</param>
/// <param name="RetentionDays">
/// Days that a copy of the database's backups is kept, that of a retired or deleted database too: at least as long as the backups
/// themselves, 35 at most. Default as long as those.
/// </param>
internal sealed record CopiesSpec(string Region, int RetentionDays);
