using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>One operation on one resource, as the rules see it.</summary>
internal sealed partial class Call(World world, ProviderSettings settings, Rule rule, ResourceShape shape, string urn)
{
    public World World => world;
    public WorldFile Content => world.Content;
    public ProviderSettings Settings => settings;
    public Rule Rule => rule;
    public ResourceShape Shape => shape;
    public DateTimeOffset Now => world.Content.Now;

    /// <summary>When the operation will be done.</summary>
    public DateTimeOffset EndsAt { get; set; } = world.Content.Now;

    /// <summary>The name in the program.</summary>
    public string LogicalName { get; } = LogicalNameOf(urn);

    public required JsonObject Inputs { get; init; }

    /// <summary>The inputs before an update; the recorded state in a delete.</summary>
    public JsonObject Before { get; init; } = [];

    /// <summary>What will be reported; complete when the rules run.</summary>
    public JsonObject State { get; set; } = [];

    /// <summary>What the cloud made up for this thing.</summary>
    public string Hash { get; set; } = "";

    public string Id { get; set; } = "";

    public string Name => rule.Name is { } path && Inputs.Text(path) is { } name ? name : LogicalName;

    public string Region => Inputs.Text("region") ?? settings.Region;

    public string Scope => settings.ScopeOf(this);

    /// <summary>Whoever looks at what is still being made, or changes it, waits until it stands.</summary>
    public void WaitFor(WorldObject thing)
    {
        if (thing.StandsAt > Now)
            EndsAt += thing.StandsAt.Value - Now;
    }

    /// <summary>Whether an update changes what is at the path.</summary>
    public bool Changes(string path) => !JsonNode.DeepEquals(Before.At(path), Inputs.At(path));

    public static string TypeOf(string urn) => urn.Split("::", 4)[2].Split('$')[^1];

    public static string LogicalNameOf(string urn) => urn.Split("::", 4)[3];

    /// <summary>Whether the text can be filled before the cloud has made anything up.</summary>
    public static bool IsMadeUp(string template) =>
        template.Contains("{hash", StringComparison.OrdinalIgnoreCase)
        || template.Contains("{uuid}", StringComparison.Ordinal)
        || template.Contains("{number}", StringComparison.Ordinal);

    /// <summary>Fills the braces of a rule's text; <c>leaf:</c> takes the last part of a reference.</summary>
    public string Fill(string template) => Braces().Replace(template, match => Word(match.Groups[1].Value));

    private string Word(string word) =>
        word switch
        {
            "account" => World.Account,
            "project" => Inputs.Text("project") ?? settings.Project,
            "projectNumber" => Fingerprint.Digits(Fingerprint.Of(Settings.Project), 12),
            "agent" => GcpKeyRules.AgentOf(Inputs.Text("service")),
            "region" => Region,
            "location" => Inputs.Text("location") ?? Region,
            "name" => Name,
            "id" => Id,
            "now" => Time(Now),
            "hash" => Hash[..32],
            "hash6" => Hash[..6],
            "hash8" => Hash[..8],
            "hash17" => Hash[..17],
            "HASH" => Hash[..20].ToUpperInvariant(),
            "uuid" => Fingerprint.Uuid(Hash),
            "ip" => Fingerprint.Address(Hash, 34),
            "privateIp" => Fingerprint.Address(Hash, 10),
            "number" => Fingerprint.Digits(Hash, 18),
            "certificate" => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"certificate of {Hash}")),
            "namespace" or "metadata.namespace" => Inputs.Text(word) ?? "default",
            _ when word.StartsWith("leaf:", StringComparison.Ordinal) => Plain(Inputs.At(word[5..])).Split('/')[^1],
            _ => Plain(Inputs.At(word)),
        };

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Plain(JsonNode? value) =>
        value is null ? ""
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();

    [GeneratedRegex(@"\{([A-Za-z][\w.:]*)\}")]
    private static partial Regex Braces();
}
