using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sdks.Tests.Generator;

/// <summary>
/// The stand-in has some hundred classes, the official packages have a hundred thousand. A name that is clear with the one may be
/// ambiguous with the other, so the sources are bound here against every type name that the official packages export.
/// </summary>
public sealed class TypeNamesTests
{
    // https://learn.microsoft.com/dotnet/core/project-sdk/overview#implicit-using-directives
    private const string GlobalUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string SeenByAll = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("cli")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("tests")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("benchmarks")]
        """;

    private static readonly Lazy<Task<CSharpCompilation>> Official = new(CompileAsync);

    [Theory, InlineData("infra"), InlineData("cli"), InlineData("consumer"), InlineData("benchmarks"), InlineData("tests")]
    public async Task No_name_is_ambiguous_among_all_types_that_the_official_packages_export(string room)
    {
        var infra = Room(await Official.Value, "infra");
        var cli = Room(infra, "cli");

        Assert.Empty(
            Ambiguities(
                room switch
                {
                    "infra" => infra,
                    "cli" => cli,
                    _ => Room(cli, room),
                }
            )
        );
    }

    [Fact]
    public async Task A_name_that_only_the_official_packages_make_ambiguous_is_found()
    {
        var clash = Above(
            await Official.Value,
            "Clash",
            Parsed("using Pulumi.Aws.Ec2; using Pulumi.Aws.Rds; internal sealed class Clash { private readonly Instance? instance; }")
        );

        Assert.Contains("'Instance' is an ambiguous reference", Assert.Single(Ambiguities(clash)), StringComparison.Ordinal);
    }

    // The tests and the command write in the program's namespaces as well, so a room sees the rooms below it.
    private static CSharpCompilation Room(CSharpCompilation below, string room)
    {
        var sources =
            from file in Directory.EnumerateFiles(Path.Combine(Schemas.Root, room), "*.cs", SearchOption.AllDirectories)
            let steps = Path.GetRelativePath(Schemas.Root, file).Split(Path.DirectorySeparatorChar)
            where !steps.Contains("obj") && !steps.Contains("bin")
            select Parsed(File.ReadAllText(file), file);
        return Above(
            below,
            room,
            [.. sources, Parsed(room == "tests" ? GlobalUsings + "global using Xunit;" : GlobalUsings), Parsed(SeenByAll)]
        );
    }

    private static CSharpCompilation Above(CSharpCompilation below, string name, params SyntaxTree[] sources) =>
        CSharpCompilation.Create(name, sources, [.. below.References, below.ToMetadataReference()], below.Options);

    private static SyntaxTree Parsed(string text, string path = "") => CSharpSyntaxTree.ParseText(text, path: path);

    // What is missing here, other libraries and the other rooms, leaves names unknown and makes none ambiguous.
    private static List<string> Ambiguities(CSharpCompilation compilation) =>
        [.. compilation.GetDiagnostics().Where(fault => fault.Id == "CS0104").Select(fault => fault.ToString())];

    private static async Task<CSharpCompilation> CompileAsync()
    {
        var (exitCode, output) = await NpmPackages.RunAsync("type-names.js");
        Assert.True(exitCode == 0, output);
        var loaded = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var standIn = CSharpCompilation.Create(
            "Official",
            references: loaded.Select(path => MetadataReference.CreateFromFile(path)),
            options: new(OutputKind.DynamicallyLinkedLibrary)
        );

        var names = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(pair => standIn.GetTypeByMetadataName($"{pair[0]}.{pair[1]}") is null)
            .ToList();
        Assert.True(names.Count > 50_000, $"The official packages export more than {names.Count} types.");
        return standIn.AddSyntaxTrees(
            names
                .GroupBy(pair => pair[0], pair => pair[1])
                .Select(space => Parsed($"namespace {space.Key}; {string.Concat(space.Select(Declaration))}"))
        );
    }

    // InputUnion`2 is declared with two parameters.
    private static string Declaration(string name) =>
        name.Split('`') switch
        {
            [var generic, var count] =>
                $"public class {generic}<{string.Join(", ", Enumerable.Range(0, int.Parse(count, null)).Select(index => $"T{index}"))}> "
                    + "{ }\n",
            _ => $"public class {name} {{ }}\n",
        };
}
