using Microsoft.CodeAnalysis;

namespace Sdks.Tests.Generator;

/// <summary>Pulumi's own generator, on the same excerpts, is the judge of our names and types.</summary>
public sealed class OfficialGeneratorTests
{
    [Theory, MemberData(nameof(Schemas.Packages), MemberType = typeof(Schemas))]
    public async Task What_Pulumi_generates_compiles_here_and_has_every_public_member_of_ours_with_the_same_type_and_nullability(
        string package
    )
    {
        // What upstream writes by hand for its package, so do we; the schema says nothing of it.
        var handWritten = Schemas.HandWritten(package).ToList();
        const string globals = "global using System; global using System.Collections.Generic; global using System.Threading.Tasks;";

        var official = Generation.Compile([globals, .. handWritten, .. await OfficialGenerator.SourcesAsync(Schemas.Text(package))]);
        var ours = Generation.Package(Schemas.Text(package), [globals, .. handWritten]);

        Assert.Empty(
            official.GetDiagnostics(TestContext.Current.CancellationToken).Where(fault => fault.Severity == DiagnosticSeverity.Error)
        );
        Assert.Empty(PublicSurface.Of(ours).Except(PublicSurface.Of(official)));
        Assert.Empty(PublicSurface.Of(official).Except(PublicSurface.Of(ours)));
    }
}
