using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Rehearsal.Clouds;
using Pulumi.Testing;

namespace Infra.Rehearsal.Import;

/// <summary>
/// Answers the program's creates with the ids that its things have in the cloud already: most follow from names, the rest are looked up.
/// What a thing is made of is then known too, and with it the ids that follow from other ids.
/// </summary>
internal sealed partial class NamedClouds(TaggedThings tagged) : IMocks
{
    // Ids to import by, where they are not the ids that the provider reports.
    private static readonly Dictionary<string, string> ImportIds = new()
    {
        ["aws:rds/instance:Instance"] = "{identifier}",
        ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = "{subnetId}/{routeTableId}",
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = "{role}/{policyArn}",
    };

    private readonly PlausibleClouds _clouds = new() { Known = tagged.Find };
    private readonly ConcurrentDictionary<(string Type, string Name), string> _ids = new();

    /// <summary>The id to import a thing by, or null when it can not be told.</summary>
    public string? IdOf(string type, string name) => _ids.TryGetValue((type, name), out var id) && !_clouds.IsMadeUp(id) ? id : null;

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (type, name) = (args.Type ?? "", args.Name ?? "");
        var (id, state) = await _clouds.NewResourceAsync(args);
        var inputs = JsonSerializer.SerializeToNode(args.Inputs)!.AsObject();
        if (ImportIds.TryGetValue(type, out var template)) _ids[(type, name)] = Braces().Replace(template, match => inputs.Text(match.Groups[1].Value) ?? "");
        else if (id is not null) _ids[(type, name)] = id;
        return (id, state);
    }

    public Task<object> CallAsync(MockCallArgs args) => _clouds.CallAsync(args);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();
}
