namespace Infra.Foundation;

/// <summary>
/// The copies that are wanted in another region, so that a lost one takes no more than the last minutes, or the last day, with it.
/// </summary>
/// <param name="Region">The other region of the same cloud, in the cloud's own words.</param>
/// <param name="Lock">Who may delete a copied object before its days are over. Default whoever may delete objects.</param>
/// <param name="RetentionDays">
/// Days that a copy of the database's backups is kept, that of a retired or deleted database too, and that a locked object is held: at
/// least as long as the backups themselves, 35 at most. Default as long as those.
/// </param>
internal sealed record CopiesSpec(string Region, CopyLock Lock, int RetentionDays);

/// <summary>Who may delete a copied object before its days are over.</summary>
internal enum CopyLock
{
    /// <summary>Whoever may delete objects.</summary>
    None,

    /// <summary>Who has a right of its own to it, which the role that deploys does not have.</summary>
    Governance,

    /// <summary>Nobody at all. It can never be undone.</summary>
    Compliance,
}
