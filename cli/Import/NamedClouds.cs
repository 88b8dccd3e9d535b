using System.Collections.Concurrent;
using System.Collections.Immutable;
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

    /// <param name="tagged">What the cloud found by tags, of its own region first.</param>
    /// <param name="replicated">What the region of the copies says of replicated backups.</param>
    /// <param name="agents">The addresses of Google's service agents by API, for example <c>sqladmin.googleapis.com</c>.</param>
    /// <param name="provider">What the provider adds where a thing does not say it itself: <c>project</c> and <c>region</c>.</param>
    private NamedClouds(
        ImmutableArray<TaggedThings> tagged,
        ReplicatedBackups replicated,
        Func<string, string?> agents,
        JsonObject provider
    ) =>
        _echo = new()
        {
            Known = (type, inputs, output) =>
                (type, output) switch
                {
                    (ReplicatedBackups.Type, "id") => replicated.Of(inputs.Text("sourceDbInstanceArn")),
                    ("aws:rds/instance:Instance", "arn") => replicated.SourceOf(inputs.Text("identifier")),
                    (_, "id") => ImportIds.Templates.TryGetValue(type, out var template)
                        ? Fill(template, provider.With(inputs))
                        : First(tagged)(type, inputs),
                    ("aws:route53/zone:Zone", "zoneId") or ("aws:kms/key:Key", "keyId") => First(tagged)(type, inputs),
                    (ServiceAccount, "email") => Fill("{accountId}@{project}.iam.gserviceaccount.com", provider.With(inputs)),
                    (ServiceAccount, "member") => Fill(
                        "serviceAccount:{accountId}@{project}.iam.gserviceaccount.com",
                        provider.With(inputs)
                    ),
                    (ServiceAccount, "name") => Fill(ImportIds.Templates[ServiceAccount], provider.With(inputs)),
                    ("gcp:projects/serviceIdentity:ServiceIdentity", "email") => agents(inputs.Text("service") ?? ""),
                    ("gcp:projects/serviceIdentity:ServiceIdentity", "member") => agents(inputs.Text("service") ?? "") is { } email
                        ? $"serviceAccount:{email}"
                        : null,
                    _ => null,
                },
        };

    // A secret's replica has the name and the tags of the secret.
    private static Func<string, JsonObject, string?> First(ImmutableArray<TaggedThings> tagged) =>
        (type, inputs) => tagged.Select(things => things.Find(type, inputs)).FirstOrDefault(id => id is not null);

    /// <summary>The ids of everything that a stack declares, its cloud asked for those that do not follow from names.</summary>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="cloud">Asks the cloud.</param>
    public static async Task<NamedClouds> OfAsync(PlatformConfig config, string stack, CloudCommand cloud)
    {
        var number = cloud.ProjectNumber();
        var named = new NamedClouds(
            [.. cloud.Tagged().Select(TaggedThings.Parse)],
            ReplicatedBackups.Parse(cloud.Replicated()),
            api => ServiceAgent.Address(api, number),
            new JsonObject { ["project"] = (config.Cloud as CloudConfig.Gcp)?.Project, ["region"] = config.Cloud.Region }
        );
        await OfflineStack.EvaluateAsync(config, stack, named);
        return named;
    }

    /// <summary>The id to import a thing by, or null when it can not be told.</summary>
    public string? IdOf(string type, string name) => _ids.TryGetValue((type, name), out var id) && !Echo.IsMadeUp(id) ? id : null;

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (id, state) = await _echo.NewResourceAsync(args);
        if (id is not null)
            _ids[(args.Type ?? "", args.Name ?? "")] = id;
        return (id, state);
    }

    public Task<object> CallAsync(MockCallArgs args) => _echo.CallAsync(args);

    private static string Fill(string template, JsonObject inputs) =>
        Braces().Replace(template, match => inputs.Text(match.Groups[1].Value) ?? "");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();
}
