using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Engine;

/// <summary>The program that the engine runs in the tests.</summary>
internal static class PublishedProgram
{
    /// <summary>
    /// What <c>make</c> has published as machine code, which starts in less than half the time, where it is of the tests' own build; else
    /// the program beside the tests.
    /// </summary>
    public static BuiltProgram Find()
    {
        var built = BuiltProgram.Platform(Path.Combine(Repository.Root, "Pulumi.yaml"));
        var published = Path.Combine(Repository.Root, ".infra", "Infra.dll");
        return File.Exists(published) && Assemblies(published).SequenceEqual(Assemblies(built.File))
            ? built with
            {
                File = published,
            }
            : built;
    }

    // The program and the SDK that it is built against.
    private static IEnumerable<(string Name, Guid Version)> Assemblies(string program) =>
        from pattern in new[] { "Infra.dll", "Pulumi*.dll" }
        from file in Directory.EnumerateFiles(Path.GetDirectoryName(program)!, pattern).Order(StringComparer.Ordinal)
        select (Path.GetFileName(file), Version(file));

    // The compiler gives the same version to the same sources alone.
    // https://learn.microsoft.com/dotnet/api/system.reflection.module.moduleversionid
    private static Guid Version(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
