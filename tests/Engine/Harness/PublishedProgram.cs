using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Engine;

/// <summary>The program that the engine runs in the tests.</summary>
internal static class PublishedProgram
{
    /// <summary>
    /// What <c>make</c> has published as machine code, which starts in less than half the time, where it is the build that the tests were built
    /// with; else the one beside the tests.
    /// </summary>
    public static BuiltProgram Find()
    {
        var beside = BuiltProgram.Platform(Path.Combine(Repository.Root, "Pulumi.yaml"));
        var published = Path.Combine(Repository.Root, ".infra", "Infra.dll");
        return IsOfTheSameBuild(Path.GetDirectoryName(published)!, AppContext.BaseDirectory) ? beside with { File = published } : beside;
    }

    private static bool IsOfTheSameBuild(string published, string built) => File.Exists(Path.Combine(published, "Infra.dll"))
        && Directory.EnumerateFiles(published, "Infra.dll").Concat(Directory.EnumerateFiles(published, "Pulumi*.dll"))
            .All(file => Path.Combine(built, Path.GetFileName(file)) is var other && File.Exists(other) && Version(file) == Version(other));

    // A compiler gives the same version to the same sources alone. https://learn.microsoft.com/dotnet/api/system.reflection.module.moduleversionid
    private static Guid Version(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
