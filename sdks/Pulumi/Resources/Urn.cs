using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>The name of a resource that is unique among all stacks.</summary>
public readonly struct Urn : IEquatable<Urn>
{
    private const string Prefix = "urn:pulumi:";
    private readonly string? _value;

    /// <summary>A URN from its text: urn:pulumi:stack::project::types::name.</summary>
    public Urn(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!value.StartsWith(Prefix, StringComparison.Ordinal) || value.Split("::", 4).Length != 4)
        {
            throw new ArgumentException($"'{value}' is no URN; write {Prefix}stack::project::type::name.", nameof(value));
        }
        _value = value;
    }

    /// <summary>The URN's text.</summary>
    public static implicit operator string(Urn value) => value.ToString();

    /// <inheritdoc/>
    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    /// <inheritdoc/>
    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    /// <summary>The URN of a resource with this name, type and parent.</summary>
    public static Output<string> Create(
        Input<string> name, Input<string> type, Resource? parent = null, Input<string>? parentUrn = null,
        Input<string>? project = null, Input<string>? stack = null)
    {
        var above = parent?.Urn ?? parentUrn?.ToOutput() ?? Output.Create("");
        return Output.Tuple(
                name, type, (Input<string>)above, project ?? Deployment.Instance.ProjectName, stack ?? Deployment.Instance.StackName)
            .Apply(parts => $"{Prefix}{parts.Item5}::{parts.Item4}::{Types(parts.Item3, parts.Item2)}::{parts.Item1}");
    }

    /// <inheritdoc/>
    public bool Equals(Urn other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";

    /// <summary>The resource's own type, without its parents'.</summary>
    internal static string TypeOf(string urn) => urn.Split("::")[2].Split('$')[^1];

    private static string Types(string parentUrn, string type) =>
        parentUrn.Length == 0 || parentUrn.Split("::")[2] is var parents && parents == Stack.RootType ? type : $"{parents}${type}";
}
