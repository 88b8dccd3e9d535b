using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.Testing;

namespace Infra.Rehearsal.Clouds;

/// <summary>
/// Answers every create as its cloud would, and remembers nothing. The program runs to its end with every value known, as in
/// an <c>up</c>, so that what it asks for can be looked at whole.
/// </summary>
internal sealed class PlausibleClouds : IMocks
{
    private const string Provider = "pulumi:providers:";

    private readonly World _world = new(Path.Combine(Path.GetTempPath(), "a-world-that-is-never-kept"));
    private readonly ConcurrentDictionary<string, ProviderSettings> _settings = new();
    private readonly ConcurrentBag<string> _madeUp = [];

    /// <summary>Gives the id of a thing whose id its cloud makes up, by type and inputs; null where it is not known.</summary>
    public Func<string, JsonObject, string?> Known { get; init; } = static (_, _) => null;

    /// <summary>Whether an id, or a part of it, was made up here.</summary>
    public bool IsMadeUp(string id) => _madeUp.Any(part => id.Contains(part, StringComparison.Ordinal));

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (type, name) = (args.Type ?? "", args.Name ?? "");
        var inputs = JsonSerializer.SerializeToNode(args.Inputs)!.AsObject();
        var package = type.Split(':')[0];
        if (type.StartsWith(Provider, StringComparison.Ordinal))
        {
            package = type[Provider.Length..];
            _settings[package] = new(package, inputs, _world);
        }
        else if (package != "infra" && PackageSchema.Of(package).Resources.TryGetValue(type, out var shape))
        {
            var (id, state) = Answer(package, type, name, inputs, shape);
            return Task.FromResult<(string?, object)>((id, Value(state)!));
        }
        return Task.FromResult<(string?, object)>(($"{name}-id", args.Inputs));
    }

    public Task<object> CallAsync(MockCallArgs args) =>
        throw new NotSupportedException($"The program asked for {args.Token}. A launch must not need an answer from a cloud.");

    private (string Id, JsonObject State) Answer(string package, string type, string name, JsonObject inputs, ResourceShape shape)
    {
        var settings = _settings.GetValueOrDefault(package) ?? new(package, [], _world);
        var call = new Call(_world, settings, RuleBook.Of(type, shape), shape, $"::::::{name}")
        {
            Inputs = inputs,
            Hash = Fingerprint.Of($"{type} {name}"),
        };
        var known = Call.IsMadeUp(call.Rule.Id) ? Known(type, inputs) : null;
        call.Id = known ?? call.Fill(call.Rule.Id);
        if (known is null && Call.IsMadeUp(call.Rule.Id)) _madeUp.Add(call.Id);
        call.State = new Outputs(PackageSchema.Of(package)).Reported(call, []);
        return (call.Id, call.State);
    }

    // The shapes that mocks may answer with.
    private static object? Value(JsonNode? node) => node switch
    {
        JsonObject map => map.Where(field => field.Value is not null).ToImmutableDictionary(field => field.Key, field => Value(field.Value)!),
        JsonArray list => list.Where(item => item is not null).Select(item => Value(item)!).ToImmutableArray(),
        null => null,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => Wire.Number(node),
            _ => node.GetValue<string>(),
        },
    };
}
