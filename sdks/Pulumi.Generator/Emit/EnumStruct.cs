using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>An enum of strings: a struct, so that it can hold a value that is newer than the package.</summary>
internal static class EnumStruct
{
    internal static void Write(CodeWriter code, EnumSchema schema)
    {
        var name = Naming.ClassOf(schema.Token);
        code.Line("[EnumType]");
        using (code.Block($"public readonly struct {name} : global::System.IEquatable<{name}>"))
        {
            code.Line("private readonly string _value;").Line();
            code.Line($"private {name}(string value) => _value = value;").Line();
            foreach (var member in schema.Members)
                code.Line($"public static {name} {member.Name} {{ get; }} = new {name}({member.Value});");
            code.Line()
                .Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);")
                .Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);")
                .Line()
                .Line($"public static explicit operator string({name} value) => value._value;")
                .Line()
                .Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]")
                .Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);")
                .Line($"public bool Equals({name} other) => string.Equals(_value, other._value, global::System.StringComparison.Ordinal);")
                .Line()
                .Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]")
                .Line("public override int GetHashCode() => _value?.GetHashCode() ?? 0;")
                .Line()
                .Line("public override string ToString() => _value;");
        }
    }
}
