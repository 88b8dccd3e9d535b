using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Cli.Preview;
using Infra.Configuration;
using Infra.Schemas;
using Pulumi.Testing;

namespace Infra.Cli.Import;

/// <summary>
/// Answers the program's creates with the ids that its things have in the cloud already: most follow from names, the rest are looked up.
/// What a thing is made of is then known too, and with it the ids that follow from other ids.
/// </summary>
internal sealed partial class NamedClouds : IMocks
{
    private const string ServiceAccount = "gcp:serviceaccount/account:Account";

    private readonly Echo _echo;
    private readonly ConcurrentDictionary<(string Type, string Name), string> _ids = new();

    /// <param name="tagged">What the cloud found by tags.</param>
    /// <param name="agents">The addresses of Google's service agents by API, for example <c>sqladmin.googleapis.com</c>.</param>
    /// <param name="provider">What the provider adds where a thing does not say it itself: <c>project</c> and <c>region</c>.</param>
    private NamedClouds(TaggedThings tagged, Func<string, string?> agents, JsonObject provider) => _echo = new()
    {
        Known = (type, inputs, output) => (type, output) switch
        {
            (_, "id") => ImportIds.Templates.TryGetValue(type, out var template) ? Fill(template, provider.With(inputs)) : tagged.Find(type, inputs),
            ("aws:route53/zone:Zone", "zoneId") or ("aws:kms/key:Key", "keyId") => tagged.Find(type, inputs),
            (ServiceAccount, "email") => Fill("{accountId}@{project}.iam.gserviceaccount.com", provider.With(inputs)),
            (ServiceAccount, "member") => Fill("serviceAccount:{accountId}@{project}.iam.gserviceaccount.com", provider.With(inputs)),
            (ServiceAccount, "name") => Fill(ImportIds.Templates[ServiceAccount], provider.With(inputs)),
            ("gcp:projects/serviceIdentity:ServiceIdentity", "email") => agents(inputs.Text("service") ?? ""),
            ("gcp:projects/serviceIdentity:ServiceIdentity", "member") => agents(inputs.Text("service") ?? "") is { } email ? $"serviceAccount:{email}" : null,
            _ => null,
        },
    };

    /// <summary>The ids of everything that a stack declares, its cloud asked for those that do not follow from names.</summary>
    public static Task<NamedClouds> OfAsync(PlatformConfig config, string stack, CloudCommand cloud) => OfAsync(config, stack, cloud.Tagged(), cloud.ProjectNumber());

    /// <summary>The ids of everything that a stack declares.</summary>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="tagged">On AWS, what <c>aws resourcegroupstaggingapi get-resources</c> printed; null on Google Cloud.</param>
    /// <param name="projectNumber">On Google Cloud, the project's number; null on AWS.</param>
    public static async Task<NamedClouds> OfAsync(PlatformConfig config, string stack, string? tagged, string? projectNumber)
    {
        var named = new NamedClouds(tagged is null ? TaggedThings.None : TaggedThings.Parse(tagged), api => ServiceAgent.Address(api, projectNumber),
            new JsonObject { ["project"] = (config.Cloud as CloudConfig.Gcp)?.Project, ["region"] = config.Cloud.Region });
        await OfflineStack.EvaluateAsync(config, stack, named);
        return named;
    }

    /// <summary>The id to import a thing by, or null when it can not be told.</summary>
    public string? IdOf(string type, string name) => _ids.TryGetValue((type, name), out var id) && !Echo.IsMadeUp(id) ? id : null;

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (id, state) = await _echo.NewResourceAsync(args);
        if (id is not null) _ids[(args.Type ?? "", args.Name ?? "")] = id;
        return (id, state);
    }

    public Task<object> CallAsync(MockCallArgs args) => _echo.CallAsync(args);

    private static string Fill(string template, JsonObject inputs) => Braces().Replace(template, match => inputs.Text(match.Groups[1].Value) ?? "");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();
}
