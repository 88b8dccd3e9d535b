using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Infra.Tests.Architecture;

/// <summary>Each room knows only the rooms below it.</summary>
public sealed partial class RoomsTests
{
    [Theory]
    [InlineData("Foundation")]
    [InlineData("Configuration", "Foundation")]
    [InlineData("Platform", "Configuration", "Foundation")]
    [InlineData("Gcp", "Configuration", "Foundation")]
    [InlineData("Aws", "Configuration", "Foundation")]
    [InlineData("Outputs", "Configuration", "Foundation")]
    public void A_room_knows_only_the_rooms_below_it(string room, params string[] below)
    {
        var known = Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra", room), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Reference().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().Where(name => name != room).Order().ToList();

        Assert.Empty(known.Except(below));
    }

    [Fact]
    public void Only_the_stack_knows_both_clouds() =>
        Assert.All(Sources().Where(file => Path.GetFileName(file) != "PlatformStack.cs"), file =>
        {
            var text = File.ReadAllText(file);
            Assert.False(text.Contains("using Infra.Gcp", StringComparison.Ordinal) && text.Contains("using Infra.Aws", StringComparison.Ordinal), file);
        });

    [Fact]
    public void The_program_reads_no_clock() =>
        Assert.All(Sources(), file => Assert.DoesNotMatch(@"\b(UtcNow|DateTime\.Now|DateTimeOffset\.Now|Guid\.NewGuid|Stopwatch)\b", File.ReadAllText(file)));

    [Theory]
    [InlineData("infra", @"\bInfra\.(Rehearsal|Tests)\b")]
    [InlineData("rehearsal", @"\bInfra\.Tests\b")]
    [InlineData("sdks", @"\bInfra\b")]
    public void Nobody_knows_who_uses_it(string folder, string users) =>
        Assert.All(Sources(folder), file => Assert.DoesNotMatch($"(?m)^using .*{users}|[^\\w.\"]{users}\\.[A-Z]", File.ReadAllText(file)));

    [Fact]
    public void Only_the_program_reads_the_environment_and_only_by_the_door_of_the_configuration() =>
        Assert.All(Sources().Where(file => Path.GetFileName(file) != "Program.cs"), file =>
            Assert.DoesNotContain("Environment.", File.ReadAllText(file), StringComparison.Ordinal));

    // The engine's harness looks for the engine on the PATH.
    [Fact]
    public void No_test_takes_the_environment() =>
        Assert.All(Sources("tests").Where(file => !file.Contains("Engine", StringComparison.Ordinal) && !file.EndsWith("RoomsTests.cs", StringComparison.Ordinal)),
            file => Assert.DoesNotContain("EnvironmentVariable(", File.ReadAllText(file), StringComparison.Ordinal));

    [Theory]
    [InlineData(typeof(RoomsTests))]
    [InlineData(typeof(PlatformStack))]
    [InlineData(typeof(Rehearsal.StackFile))]
    public void Nothing_is_kept_in_a_static(Type known) => Assert.Empty(known.Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("Infra", StringComparison.Ordinal) == true && !type.Namespace.EndsWith(".Protocol", StringComparison.Ordinal) && !type.IsDefined(typeof(CompilerGeneratedAttribute), false))
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => !field.IsInitOnly && !field.IsLiteral)
        .Select(field => $"{field.DeclaringType}.{field.Name}"));

    private static IEnumerable<string> Sources(string folder = "infra") => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![.\w])Infra\.(Foundation|Configuration|Platform|Outputs|Gcp|Aws|Rehearsal)\b")]
    private static partial Regex Reference();
}
