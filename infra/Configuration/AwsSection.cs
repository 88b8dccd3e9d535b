using System.Text.RegularExpressions;

namespace Infra.Configuration;

/// <summary>Reads what only AWS is told: the provider's own <c>aws:region</c> and <c>aws:allowedAccountIds</c>, and <c>infra:aws</c>.</summary>
internal static partial class AwsSection
{
    public static CloudConfig.Aws Read(ConfigurationSection provider, ConfigurationSection aws)
    {
        var region = provider.Text("region", Region(), "Write a region, for example eu-central-1 (not a zone)");
        var accounts = provider.TextList("allowedAccountIds");
        if (accounts is not [var account] || !AccountId().IsMatch(account))
        {
            account = provider.Fault("allowedAccountIds", "it does not name one account", "Write a list of one account id in quotes, for example [\"123456789012\"]", "");
        }
        var zones = aws.TextList("zones");
        if (zones.Count == 0)
        {
            zones = [.. "abc".Select(letter => region + letter)];
        }
        else if (zones.Count != 3 || zones.Distinct().Count() != 3 || zones.Any(zone => !zone.StartsWith(region, StringComparison.Ordinal)))
        {
            aws.Fault("zones", $"[{string.Join(", ", zones)}] are not three different zones of {region}", $"Write three, for example [{region}a, {region}b, {region}c]", 0);
        }
        provider.RefuseUnknownKeys();
        aws.RefuseUnknownKeys();
        return new(account, region, [.. zones]);
    }

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    private static partial Regex Region();

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AccountId();
}
