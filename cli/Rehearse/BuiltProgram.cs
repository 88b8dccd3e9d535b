namespace Infra.Cli.Rehearse;

/// <summary>A built program that the engine runs, and the configuration keys that its project file declares.</summary>
/// <param name="File">The assembly or script.</param>
/// <param name="Declarations">The part of the project file from <c>config:</c> on; empty where it declares none.</param>
internal sealed record BuiltProgram(string File, string Declarations)
{
    /// <summary>The platform's program, as it was built together with this command.</summary>
    /// <param name="projectFile">The project file of this repository, <c>Pulumi.yaml</c>.</param>
    public static BuiltProgram Platform(string projectFile)
    {
        var project = System.IO.File.ReadAllText(projectFile);
        return new(Path.Combine(AppContext.BaseDirectory, "Infra.dll"), project[project.IndexOf("config:", StringComparison.Ordinal)..]);
    }
}
