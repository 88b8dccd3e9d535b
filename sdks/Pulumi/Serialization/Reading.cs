using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>
/// What was met on the way down while one property is read: its output is unknown or secret as soon as
/// any part is.
/// </summary>
internal sealed class Reading
{
    public bool IsKnown { get; private set; } = true;

    public bool IsSecret { get; private set; }

    public HashSet<Resource> Resources { get; } = [];

    /// <summary>Takes off what marks a value as secret or as an output; null stands for an unknown value.</summary>
    public Value? Unwrap(Value value)
    {
        while (true)
        {
            switch (WireValue.SignatureOf(value))
            {
                case Signature.Secret:
                    IsSecret = true;
                    value = value.StructValue.Fields["value"];
                    continue;
                case Signature.OutputValue:
                    var fields = value.StructValue.Fields;
                    IsSecret |= fields.TryGetValue("secret", out var secret) && secret.BoolValue;
                    if (fields.TryGetValue("dependencies", out var urns))
                    {
                        Resources.UnionWith(urns.ListValue.Values.Select(urn => new DependencyResource(urn.StringValue)));
                    }
                    if (fields.TryGetValue("value", out var content))
                    {
                        value = content;
                        continue;
                    }
                    break;
                default:
                    if (!WireValue.IsUnknown(value))
                    {
                        return value;
                    }
                    break;
            }
            IsKnown = false;
            return null;
        }
    }
}
