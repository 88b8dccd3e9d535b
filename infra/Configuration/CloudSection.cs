using System.Text.RegularExpressions;

namespace Infra.Configuration;

/// <summary>Reads the providers' own keys: <c>gcp:project</c>, <c>gcp:region</c>, <c>aws:region</c>, <c>aws:allowedAccountIds</c>.</summary>
internal static partial class CloudSection
{
    public static CloudConfig ReadGcp(ConfigurationSection gcp)
    {
        var config = new CloudConfig.Gcp(
            Project: gcp.Text("project", ProjectId(), "Write the project's id, for example my-project (not its name or number)"),
            Region: gcp.Text("region", GcpRegion(), "Write a region, for example europe-west1 (not a zone)"));
        gcp.RefuseUnknownKeys();
        return config;
    }

    public static CloudConfig ReadAws(ConfigurationSection aws)
    {
        var region = aws.Text("region", AwsRegion(), "Write a region, for example eu-central-1 (not a zone)");
        var accounts = aws.TextList("allowedAccountIds");
        if (accounts is not [var account] || !AccountId().IsMatch(account))
        {
            account = aws.Fault("allowedAccountIds", "it does not name one account", "Write a list of one account id in quotes, for example [\"123456789012\"]", "");
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
        aws.RefuseUnknownKeys();
        return new CloudConfig.Aws(account, region, [.. zones]);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$")]
    private static partial Regex ProjectId();

    [GeneratedRegex("^[a-z]+-[a-z]+[0-9]+$")]
    private static partial Regex GcpRegion();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    private static partial Regex AwsRegion();

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AccountId();
}
