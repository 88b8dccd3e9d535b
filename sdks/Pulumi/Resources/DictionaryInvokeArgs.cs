using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments of a function, by wire name.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _properties;

    /// <summary>Takes the arguments; a type that cannot be sent is refused.</summary>
    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) =>
        _properties = PropertyType.Check(dictionary, takesInputs: true);

    internal override IEnumerable<KeyValuePair<string, object?>> Properties() => _properties;
}
