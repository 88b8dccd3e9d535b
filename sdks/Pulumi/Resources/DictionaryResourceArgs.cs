using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments of a resource, by wire name.</summary>
public sealed class DictionaryResourceArgs : ResourceArgs
{
    private readonly ImmutableDictionary<string, object?> _properties;

    /// <summary>Takes the arguments; a type that cannot be sent is refused.</summary>
    public DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) =>
        _properties = PropertyType.Check(dictionary, takesInputs: false);

    internal override IEnumerable<KeyValuePair<string, object?>> Properties() => _properties;
}
