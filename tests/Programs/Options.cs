using Pulumi.Gcp.Compute;

namespace Infra.Tests.Programs;

/// <summary>One resource with every option that the platform uses.</summary>
internal static class Options
{
    public static IDictionary<string, object?> Declare()
    {
        var google = Google.Options();
        var owner = Google.Network("owner", google);
        _ = new Network(
            "kept",
            new() { Name = "kept", AutoCreateSubnetworks = false },
            new()
            {
                Provider = google.Provider,
                Protect = true,
                RetainOnDelete = true,
                DeletedWith = owner,
                IgnoreChanges = { "description", "bgpBestPathSelectionMode" },
                HideDiffs = { "mtu" },
                AdditionalSecretOutputs = { "selfLink" },
                CustomTimeouts = new() { Create = TimeSpan.FromMinutes(90), Delete = TimeSpan.FromSeconds(45) },
            }
        );
        return new Dictionary<string, object?>();
    }
}
