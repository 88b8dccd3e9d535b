using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Arguments of a function, by wire name.</summary>
public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    internal override IEnumerable<KeyValuePair<string, object?>> Properties() => dictionary;
}
