using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>
/// Whether the public names lead to the platform, and the zone that the stack writes into is the one that the world asks.
/// </summary>
internal static class NamesCheck
{
    // The codes of RFC 1035.
    private const int NameServer = 2;
    private const int Address = 1;

    public static Check Check { get; } =
        new("names", "The platform is back and nobody finds it: its names are changed in a zone that nobody asks.", async stack =>
        {
            var zone = stack.Config.Foundation.PublicZone;
            return zone is null ? [await AddressesAsync(stack)] : [await DelegationAsync(stack, zone), await AddressesAsync(stack)];
        });

    private static async Task<Finding> AddressesAsync(CheckedStack stack)
    {
        var domain = stack.Config.BaseDomain;
        var wanted = (await stack.StateAsync())
            .Resources.Single(one => one.Type == RecordedThing.Stack)
            .Outputs.All("ingressAddresses")
            .Select(one => one.ToString())
            .ToHashSet();
        var found = (await ResolveAsync(stack, $"app.{domain}", "A", Address)).ToHashSet();
        return found.Count > 0 && found.IsSubsetOf(wanted)
            ? Finding.Ok($"app.{domain} leads to {string.Join(", ", found.Order(StringComparer.Ordinal))}")
            : Finding.Warning(
                $"app.{domain} leads to {(found.Count == 0 ? "nowhere" : string.Join(", ", found.Order(StringComparer.Ordinal)))}, and "
                    + $"the platform is at {string.Join(", ", wanted.Order(StringComparer.Ordinal))}",
                $"point {domain} and *.{domain} at: pulumi stack output --stack {stack.Name} ingressAddresses"
            );
    }

    private static async Task<Finding> DelegationAsync(CheckedStack stack, string zone)
    {
        var (name, servers) = await stack.Config.Cloud.Match(
            async _ =>
                await stack.AskAsync("gcloud", "dns", "managed-zones", "describe", zone) is var about
                    ? (about.Text("dnsName"), about.All("nameServers"))
                    : default,
            async _ =>
                await stack.AskAsync("aws", "route53", "get-hosted-zone", "--id", zone) is var about
                    ? (about.Text("HostedZone.Name"), about.All("DelegationSet.NameServers"))
                    : default
        );
        var own = servers.Select(Bare).ToHashSet();
        var asked = (await ResolveAsync(stack, name!.TrimEnd('.'), "NS", NameServer)).ToHashSet();
        return asked.Count > 0 && asked.IsSubsetOf(own)
            ? Finding.Ok($"the world asks this zone for {name.TrimEnd('.')}")
            : Finding.Fault(
                $"the world asks {(asked.Count == 0 ? "nobody" : string.Join(", ", asked.Order(StringComparer.Ordinal)))} for "
                    + $"{name.TrimEnd('.')}, and the stack writes into {string.Join(", ", own.Order(StringComparer.Ordinal))}",
                $"let the parent zone or the registrar of {name.TrimEnd('.')} name these servers"
            );
    }

    // DNS over HTTPS, since no tool that asks for name servers is on every machine: https://developers.google.com/speed/public-dns/docs/doh/json
    private static async Task<IEnumerable<string>> ResolveAsync(CheckedStack stack, string name, string type, int code)
    {
        string[] command =
        [
            "curl",
            "--silent",
            "--show-error",
            "--fail",
            "--max-time",
            "10",
            $"https://dns.google/resolve?name={name}&type={type}",
        ];
        return Questions
            .Json(command, await stack.AskTextAsync(command))
            .All("Answer")
            .Where(answer => answer.Number("type") == code)
            .Select(answer => Bare(answer["data"]!));
    }

    private static string Bare(JsonNode name) => name.ToString().TrimEnd('.').ToLowerInvariant();
}
