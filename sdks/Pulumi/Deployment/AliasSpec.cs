namespace Pulumi;

/// <summary>Writes and reads aliases; the engine fills in what an alias leaves open, and inherits the parents'.</summary>
internal static class AliasSpec
{
    public static async Task<IReadOnlyList<Protocol.Alias>> WriteAsync(IEnumerable<Input<Alias>> aliases)
    {
        var specs = new List<Protocol.Alias>();
        foreach (var input in aliases)
        {
            if (await input.ToOutput().State.ConfigureAwait(false) is { IsKnown: true, Value: var alias })
            {
                specs.Add(await WriteAsync(alias).ConfigureAwait(false));
            }
        }
        return specs;
    }

    public static Alias Read(Protocol.Alias alias) => alias.AliasCase == Protocol.Alias.AliasOneofCase.Urn
        ? new() { Urn = alias.Urn }
        : new()
        {
            Name = Optional(alias.Spec.Name),
            Type = Optional(alias.Spec.Type),
            Stack = Optional(alias.Spec.Stack),
            Project = Optional(alias.Spec.Project),
            ParentUrn = Optional(alias.Spec.ParentUrn),
            NoParent = alias.Spec.NoParent,
        };

    private static async Task<Protocol.Alias> WriteAsync(Alias alias)
    {
        Check(alias);
        if (alias.Urn is not null)
        {
            return new() { Urn = alias.Urn };
        }
        var spec = new Protocol.Alias.Types.Spec
        {
            Name = await TextAsync(alias.Name).ConfigureAwait(false),
            Type = await TextAsync(alias.Type).ConfigureAwait(false),
            Stack = await TextAsync(alias.Stack).ConfigureAwait(false),
            Project = await TextAsync(alias.Project).ConfigureAwait(false),
        };
        if ((alias.Parent?.Urn ?? alias.ParentUrn?.ToOutput()) is { } parent)
        {
            spec.ParentUrn = await parent.ValueOrAsync("").ConfigureAwait(false);
        }
        else if (alias.NoParent)
        {
            spec.NoParent = true;
        }
        return new() { Spec = spec };
    }

    private static void Check(Alias alias)
    {
        bool[] parents = [alias.Parent is not null, alias.ParentUrn is not null, alias.NoParent];
        object?[] parts = [alias.Name, alias.Type, alias.Stack, alias.Project];
        if (parents.Count(given => given) > 1)
        {
            throw new ArgumentException("An Alias takes one of Parent, ParentUrn and NoParent.");
        }
        if (alias.Urn is not null && (parents.Any(given => given) || parts.Any(part => part is not null)))
        {
            throw new ArgumentException($"The Alias '{alias.Urn}' takes Urn alone, it says everything.");
        }
    }

    private static async Task<string> TextAsync(Input<string>? text) =>
        await text.ToOutput().ValueOrAsync("").ConfigureAwait(false) ?? "";

    private static Input<string>? Optional(string text) => text.Length == 0 ? null : (Input<string>)text;
}
