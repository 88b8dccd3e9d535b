using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Pulumi.Generator.Emit;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator;

/// <summary>
/// Writes the classes of a Pulumi provider from its Package Schema:
///   schema.json (an AdditionalFile) -> PackageSchema (Schema/) -> one C# file a class (Emit/) -> the compilation.
/// The public surface is the one that Pulumi's own generator for .NET writes.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PulumiGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor UnusableSchema = new(
        "PULUMI001",
        "Unusable schema",
        "{0}: {1}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var packages = context
            .AdditionalTextsProvider.Where(file => Path.GetFileName(file.Path) == "schema.json")
            // From here on by value: while the text stays the same, nothing below runs again.
            .Select((file, cancellation) => (file.Path, Text: file.GetText(cancellation)?.ToString() ?? ""))
            .Select((schema, _) => Generate(schema.Path, schema.Text));

        context.RegisterSourceOutput(packages.SelectMany((package, _) => package.Files), (output, file) =>
            output.AddSource(file.Name, file.Text)
        );
        context.RegisterSourceOutput(packages.SelectMany((package, _) => package.Faults), (output, fault) =>
            output.ReportDiagnostic(Diagnostic.Create(UnusableSchema, Location.None, fault.Path, fault.Message))
        );
    }

    private static Package Generate(string path, string text)
    {
        try
        {
            return new Package(PackageClasses.Of(SchemaReader.Read(text)), []);
        }
        catch (SchemaException fault)
        {
            return new Package([], [(path, fault.Message)]);
        }
    }

    private sealed record Package(ImmutableArray<GeneratedFile> Files, ImmutableArray<(string Path, string Message)> Faults);
}
