namespace Infra.Configuration.Offers;

/// <summary>Why a name is probably nothing that the cloud offers.</summary>
/// <param name="Problem">What is wrong, with the name that was found.</param>
/// <param name="Remedy">What to write instead.</param>
/// <param name="MayBeNewer">
/// Whether the cloud may have begun to offer it after the program's table was written. Such a name is let through with a warning.
/// </param>
internal sealed record OfferDoubt(string Problem, string Remedy, bool MayBeNewer = false);
