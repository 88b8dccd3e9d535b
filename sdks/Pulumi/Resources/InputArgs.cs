using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments of a resource or function: its <see cref="InputAttribute"/> members are sent.</summary>
public abstract class InputArgs
{
    private readonly InputMembers _members;

    /// <summary>Checks the class's members, once per class.</summary>
    protected InputArgs() => _members = InputMembers.Of(GetType());

    /// <summary>The properties to send, by wire name.</summary>
    internal virtual IEnumerable<KeyValuePair<string, object?>> Properties() => _members.Read(this);
}
