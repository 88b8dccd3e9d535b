using Pulumi;
using Pulumi.Gcp.Compute;

namespace Infra.Tests.Programs;

/// <summary>A network whose text follows the configuration, and one that goes with another.</summary>
internal static class Changes
{
    public static IDictionary<string, object?> Declare()
    {
        var config = new Config("programs");
        var google = Google.Options();
        var text = config.Get("text") ?? "first";
        _ = new Firewall("frozen", Rule("frozen", text), new() { Provider = google.Provider, IgnoreChanges = { "description" } });
        _ = new Firewall("hidden", Rule("hidden", text), new() { Provider = google.Provider, HideDiffs = { "description" } });
        if (config.Get("gone") is null)
        {
            var owner = Google.Network("owner", google);
            Google.Network("follower", new() { Provider = google.Provider, DeletedWith = owner });
            Google.Network("retained", new() { Provider = google.Provider, RetainOnDelete = true });
        }
        return new Dictionary<string, object?>();

        FirewallArgs Rule(string name, string description) =>
            new()
            {
                Name = name,
                Network = Google.Network($"{name}-network", google).Id,
                Description = description,
                SourceRanges = { "10.0.0.0/8" },
            };
    }
}
