using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Pulumi.Generator;

namespace Sdks.Tests.Generator;

/// <summary>What our generator makes of a schema, in memory.</summary>
internal static class Generation
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    // What the test itself runs on, the local Pulumi.dll among it.
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path =>
                Path.GetFileName(path) is "Pulumi.dll" or "netstandard.dll"
                || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
            )
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static GeneratorDriver Driver(string schema) =>
        CSharpGeneratorDriver.Create(
            [new PulumiGenerator().AsSourceGenerator()],
            [new SchemaFile(schema)],
            Parsing,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );

    /// <summary>The files, by name.</summary>
    public static SortedDictionary<string, string> Files(string schema) =>
        new(
            Result(schema)
                .Results.Single()
                .GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
            StringComparer.Ordinal
        );

    public static GeneratorDriverRunResult Result(string schema) =>
        Driver(schema).RunGenerators(Compile(), TestContext.Current.CancellationToken).GetRunResult();

    /// <summary>The schema's classes and what else belongs to the package, compiled against the local Pulumi.</summary>
    public static Compilation Package(string schema, params IEnumerable<string> sources)
    {
        Driver(schema)
            .RunGeneratorsAndUpdateCompilation(
                Compile(sources),
                out var compilation,
                out var faults,
                TestContext.Current.CancellationToken
            );
        Assert.Empty(faults);
        return compilation;
    }

    public static CSharpCompilation Compile(params IEnumerable<string> sources) =>
        CSharpCompilation.Create(
            "Package",
            sources.Select(source => CSharpSyntaxTree.ParseText(source, Parsing)),
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );

    /// <summary>What keeps it from compiling, or would be a warning in the user's build.</summary>
    public static IEnumerable<string> Complaints(Compilation compilation) =>
        compilation
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(fault => fault.Severity >= DiagnosticSeverity.Warning)
            .Select(fault => fault.ToString());

    private sealed class SchemaFile(string text) : AdditionalText
    {
        public override string Path => "schema.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
