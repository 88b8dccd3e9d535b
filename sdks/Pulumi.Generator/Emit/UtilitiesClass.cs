using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>What the classes of one package share: its version, defaults from the environment, secrecy.</summary>
internal static class UtilitiesClass
{
    internal static void Write(CodeWriter code, PackageSchema package, Naming naming)
    {
        foreach (var line in Text(package.Version, naming.ResourceTypeAttribute).Split('\n'))
            code.Line(line.TrimEnd('\r'));
    }

    private static string Text(string version, string attribute) =>
        $$"""
            internal static class Utilities
            {
                internal const string Version = "{{version}}";

                internal static string? GetEnv(params string[] names)
                {
                    foreach (var name in names)
                        if (global::System.Environment.GetEnvironmentVariable(name) is { } value) return value;
                    return null;
                }

                internal static bool? GetEnvBoolean(params string[] names) => GetEnv(names) switch
                {
                    "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
                    "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
                    _ => null,
                };

                internal static int? GetEnvInt32(params string[] names) =>
                    int.TryParse(GetEnv(names), global::System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

                internal static double? GetEnvDouble(params string[] names) =>
                    double.TryParse(GetEnv(names), global::System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

                internal static Output<T> Secret<T>(Input<T> value) =>
                    Output.Tuple(value, (Input<int>)Output.CreateSecret(0)).Apply(both => both.Item1);
            }

            internal sealed class {{attribute}}Attribute(string type) : global::Pulumi.ResourceTypeAttribute(type, Utilities.Version);
            """;
}
