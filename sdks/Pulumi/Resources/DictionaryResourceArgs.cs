using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Arguments of a resource, by wire name.</summary>
public sealed class DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) : ResourceArgs
{
    internal override IEnumerable<KeyValuePair<string, object?>> Properties() => dictionary;
}
