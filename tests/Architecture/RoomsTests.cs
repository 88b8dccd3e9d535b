using System.Reflection;
using System.Runtime.CompilerServices;
using Infra.Cli.Preview;
using Infra.Schemas;
using Infra.Simulation;
using NetArchTest.Rules;

namespace Infra.Tests.Architecture;

/// <summary>A room knows only the rooms below it, as docs/architecture.md draws them. The compiled code is asked, not its text.</summary>
public sealed class RoomsTests
{
    private static readonly string[] Program =
    [
        "Infra.Foundation",
        "Infra.Configuration",
        "Infra.Platform",
        "Infra.Gcp",
        "Infra.Aws",
        "Infra.Outputs",
        "Infra.Policy",
        "Infra.PlatformStack",
        "Infra.OfflineStack",
    ];

    private static readonly string[] Users =
    [
        "Infra.Cli",
        "Infra.Simulation",
        "Infra.Schemas",
        "Infra.Tests",
        "Infra.Benchmarks",
        "Infra.Consumer",
    ];

    [Theory]
    [InlineData("Foundation")]
    [InlineData("Policy")]
    [InlineData("Configuration", "Foundation")]
    [InlineData("Platform", "Configuration", "Foundation")]
    [InlineData("Gcp", "Configuration", "Foundation")]
    [InlineData("Aws", "Configuration", "Foundation")]
    [InlineData("Outputs", "Configuration", "Foundation")]
    public void A_room_of_the_program_knows_only_the_rooms_below_it(string room, params string[] below)
    {
        string[] above = [.. Program.Except(below.Append(room).Select(name => $"Infra.{name}"))];

        Assert.Empty(Breaches(typeof(PlatformStack).Assembly, $"Infra.{room}", [.. above, .. Users]));
    }

    [Fact]
    public void The_program_knows_nobody_who_uses_it() => Assert.Empty(Breaches(typeof(PlatformStack).Assembly, "Infra", Users));

    [Fact]
    public void Only_the_command_that_plays_a_recovery_knows_the_simulation() =>
        Assert.Empty(
            Types
                .InAssembly(typeof(Echo).Assembly)
                .That()
                .DoNotResideInNamespace("Infra.Cli.Rehearse")
                .Should()
                .NotHaveDependencyOnAny("Infra.Simulation")
                .GetResult()
                .FailingTypes.Select(type => type.FullName)
        );

    [Fact]
    public void The_command_knows_no_tests() =>
        Assert.Empty(Breaches(typeof(Echo).Assembly, "Infra.Cli", ["Infra.Tests", "Infra.Benchmarks", "Infra.Consumer"]));

    // It can contradict only what it does not know.
    [Fact]
    public void The_simulation_knows_neither_the_program_nor_the_command() =>
        Assert.Empty(
            Breaches(
                typeof(SimulatedClouds).Assembly,
                "Infra.Simulation",
                [.. Program, "Infra.Cli", "Infra.Tests", "Infra.Benchmarks", "Pulumi"]
            )
        );

    [Fact]
    public void The_schemas_know_nobody() =>
        Assert.Empty(Breaches(typeof(PackageSchema).Assembly, "Infra.Schemas", [.. Program, "Infra.Cli", "Infra.Simulation", "Pulumi"]));

    [Fact]
    public void The_consumer_knows_Pulumi_alone() =>
        Assert.Empty(
            Breaches(typeof(Infra.Consumer.PlatformReference).Assembly, "Infra.Consumer", [.. Program, "Infra.Cli", "Infra.Simulation"])
        );

    [Fact]
    public void The_stand_in_for_Pulumi_knows_nobody_here() =>
        Assert.DoesNotContain(typeof(global::Pulumi.Deployment).Assembly.GetReferencedAssemblies(), name =>
            name.Name!.StartsWith("Infra", StringComparison.Ordinal)
        );

    [Fact]
    public void Only_the_program_reads_the_environment_and_only_by_the_door_of_the_configuration() =>
        Assert.Empty(Breaches(typeof(PlatformStack).Assembly, "Infra", ["System.Environment"]));

    // The harnesses look for the engine on the PATH, and for the cluster that tests may write to; the small programs are no tests. A
    // dependency on a type does not tell which of its members is called.
    [Fact]
    public void No_test_takes_the_environment() =>
        Assert.All(
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    !file.Contains("Engine", StringComparison.Ordinal)
                    && !file.EndsWith("ApiServer.cs", StringComparison.Ordinal)
                    && !file.Contains("Programs", StringComparison.Ordinal)
                    && !file.EndsWith("RoomsTests.cs", StringComparison.Ordinal)
                ),
            file => Assert.DoesNotContain("EnvironmentVariable(", File.ReadAllText(file), StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(typeof(RoomsTests))]
    [InlineData(typeof(PlatformStack))]
    [InlineData(typeof(Echo))]
    [InlineData(typeof(SimulatedClouds))]
    public void Nothing_is_kept_in_a_static(Type known) =>
        Assert.Empty(
            known
                .Assembly.GetTypes()
                .Where(type =>
                    type.Namespace?.StartsWith("Infra", StringComparison.Ordinal) == true
                    && !type.Namespace.EndsWith(".Protocol", StringComparison.Ordinal)
                    && !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
                )
                .SelectMany(type =>
                    type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                )
                .Where(field => !field.IsInitOnly && !field.IsLiteral)
                .Select(field => $"{field.DeclaringType}.{field.Name}")
        );

    private static IEnumerable<string> Breaches(Assembly assembly, string room, string[] forbidden) =>
        Types
            .InAssembly(assembly)
            .That()
            .ResideInNamespace(room)
            .Should()
            .NotHaveDependencyOnAny(forbidden)
            .GetResult()
            .FailingTypes.Select(type => $"{type.FullName} knows one of {string.Join(", ", forbidden)}");
}
