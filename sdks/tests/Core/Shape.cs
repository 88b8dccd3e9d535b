using Pulumi;

namespace Sdks.Tests.Core;

/// <summary>Output types as a provider's generated code has them.</summary>
[OutputType]
public sealed class Shape
{
    public readonly Colour Colour;
    public readonly Union<string, int> Either;
    public readonly Shape? Inner;

    [OutputConstructor]
    private Shape(Colour colour, Union<string, int> either, Shape? inner) => (Colour, Either, Inner) = (colour, either, inner);
}

[EnumType]
public readonly struct Colour : IEquatable<Colour>
{
    private readonly string _value;

    private Colour(string value) => _value = value;

    public static Colour Red { get; } = new("RED");

    public static explicit operator string(Colour value) => value._value;

    public bool Equals(Colour other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Colour other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    public override string ToString() => _value;
}
