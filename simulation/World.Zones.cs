namespace Infra.Simulation;

/// <content>Its zones.</content>
public sealed partial class World
{
    /// <summary>The zones that are lost and not back yet.</summary>
    public IReadOnlyList<string> LostZones => Locked(() => _content.LostZones.ToList());

    /// <summary>
    /// Takes a zone away: an instance with a standby in another zone fails over and keeps every committed row; one without answers
    /// nobody until the zone is back or another one takes its place; nodes and NAT gateways of the zone are gone, and nothing new is
    /// made in it.
    /// </summary>
    /// <param name="zone">For example <c>eu-central-1a</c> or <c>europe-west1-b</c>.</param>
    public void LoseZone(string zone) =>
        Locked(() =>
        {
            if (!Zones.Used(_content).Contains(zone))
                throw new KeyNotFoundException(
                    $"Nothing stands in the zone {zone}; something does in: "
                        + $"{string.Join(", ", Zones.Used(_content).Order(StringComparer.Ordinal))}."
                );
            _content.LostZones.Add(zone);
            FailOver();
        });

    /// <summary>The zone is back, with what stood in it.</summary>
    public void ReturnZone(string zone) =>
        Locked(() =>
        {
            if (!_content.LostZones.Remove(zone))
                throw new KeyNotFoundException($"The zone {zone} is not lost.");
            FailOver();
        });

    // What was the primary becomes the standby, and is built anew when its zone is back.
    private void FailOver()
    {
        foreach (
            var record in _content.Databases.Where(one =>
                one.DeletedAt is null && IsLost(one.Zone) && one.StandbyZone is not null && !IsLost(one.StandbyZone)
            )
        )
            (record.Zone, record.StandbyZone) = (record.StandbyZone!, record.Zone);
    }

    private bool IsLost(string? zone) => zone is not null && _content.LostZones.Contains(zone);
}
