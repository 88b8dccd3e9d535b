using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A struct marked <see cref="EnumTypeAttribute"/>: a string or number with named values.</summary>
internal sealed class NamedValue
{
    private static readonly ConcurrentDictionary<Type, NamedValue?> Known = new();
    private readonly MethodInfo _toPlain;
    private readonly ConstructorInfo _fromPlain;

    private NamedValue(Type type)
    {
        _toPlain = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type])
            ?? throw new InvalidOperationException($"[EnumType] {type} has no explicit conversion to string or double.");
        PlainType = _toPlain.ReturnType;
        _fromPlain = type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [PlainType])
            ?? throw new InvalidOperationException($"[EnumType] {type} has no constructor that takes a {PlainType.Name}.");
    }

    /// <summary>What it is on the wire: string or double.</summary>
    public Type PlainType { get; }

    public static NamedValue? Of(Type type) =>
        Known.GetOrAdd(type, static type => type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute)) ? new(type) : null);

    public object? Plain(object value) => _toPlain.Invoke(null, [value]);

    public object Named(object plain) => _fromPlain.Invoke([plain]);
}
