using System.Collections.Immutable;
using Infra.Cli.Import;

namespace Infra.Cli.Recovery;

/// <summary>How a stack comes back whose state is lost, half written, or emptied by a <c>destroy</c>.</summary>
internal static class StateSteps
{
    public static ImmutableArray<RecoveryStep> Lost(PlannedStack stack) =>
        [
            new RecoveryStep.Command(
                $"only where no older version of the state and no copy of it is left; then bring Pulumi.{stack.Name}.yaml back from git",
                $"pulumi stack init {stack.Name}"
            ),
            // A recovered birth record does not know what its database was born from.
            new RecoveryStep.Edit(
                "the old cluster is in no state any more",
                stack.Name,
                [RecoverySteps.RelaunchLine(stack), .. stack.Without(["infra:database.restore", .. DatabaseSteps.TakenIdentity])]
            ),
            new RecoveryStep.Command(
                "writes import.json: ids from names, and on AWS from tags; says what it leaves out",
                $"make import-file STACK={stack.Name}"
            ),
            new RecoveryStep.Command(
                "takes over what is there",
                $"pulumi import --stack {stack.Name} --file import.json --protect=false --generate-code=false"
            ),
            new RecoveryStep.Command(
                $"passwords, keys and birth records, from {stack.Config.Cloud.SecretManager}",
                $"make import-identity STACK={stack.Name}"
            ),
            new RecoveryStep.Command(
                "must touch no database, bucket, key, zone, secret or password",
                $"pulumi preview --stack {stack.Name}"
            ),
            RecoverySteps.Up(stack.Name, $"once the new platform stands, delete {stack.Cluster} by hand"),
        ];

    public static ImmutableArray<RecoveryStep> Killed(PlannedStack stack) =>
        [
            new RecoveryStep.Command("if the next one says that another update is in progress", $"pulumi cancel --stack {stack.Name}"),
            new RecoveryStep.Command("the state learns what was made and not recorded", $"make resume STACK={stack.Name}"),
            RecoverySteps.Up(stack.Name, "goes on where the other one ended"),
        ];

    public static ImmutableArray<RecoveryStep> Destroyed(PlannedStack stack, LossFacts facts, FactText text)
    {
        if (!stack.IsDurable)
        {
            return LaunchedAnew(stack, wasDestroyed: true);
        }
        return
        [
            RecoverySteps.Relaunch(stack),
            new RecoveryStep.Command(
                "the database has left the state and stands in the cloud; preview gives this line too",
                ImportLine(stack)
            ),
            .. CopyAgain(stack, facts, text),
            RecoverySteps.Up(stack.Name, "makes again what went"),
        ];
    }

    /// <summary>A disposable stack whose data is gone, and with it what it could be born from.</summary>
    public static ImmutableArray<RecoveryStep> LaunchedAnew(PlannedStack stack, bool wasDestroyed)
    {
        List<(string, string?)> lines = [];
        // Google keeps a key ring for ever and an instance's name for a week, so the second launch has other names.
        lines.AddRange(
            stack.Config.Cloud.Match<IEnumerable<(string, string?)>>(
                _ => [("infra:prefix", $"\"{NextPrefix(stack.Names.Prefix)}\"")],
                _ => []
            )
        );
        if (!stack.IsBornFromElsewhere)
        {
            lines.AddRange(Line("infra:database.restore", null));
            lines.AddRange(Line("infra:database.generation", "1"));
            lines.AddRange(Line("infra:database.createAgain", null));
        }
        return
        [
            .. wasDestroyed
                ? ImmutableArray<RecoveryStep>.Empty
                : [new RecoveryStep.Command("what is left of it", $"pulumi destroy --stack {stack.Name}")],
            .. lines.Count == 0
                ? ImmutableArray<RecoveryStep>.Empty
                : [new RecoveryStep.Edit("a launch from nothing", stack.Name, [.. lines])],
            RecoverySteps.Up(stack.Name, "launches it anew"),
        ];

        // Only what stands there and says otherwise.
        IEnumerable<(string, string?)> Line(string path, string? json) =>
            stack.Values.At(path) is { } now && now.ToJsonString() != json ? [(path, json)] : [];
    }

    private static string ImportLine(PlannedStack stack)
    {
        var database = stack.Program.Named($"database-g{stack.Config.Foundation.Database.Generation}");
        return ImportLine(stack, database, stack.Database, stack.Config.Cloud.Name);
    }

    // The replication to the other region goes on in the cloud, and is begun once.
    private static IEnumerable<RecoveryStep> CopyAgain(PlannedStack stack, LossFacts facts, FactText text)
    {
        var replication = stack.Program.Resources.FirstOrDefault(resource => resource.Type == ReplicatedBackups.Type);
        if (stack.Config.Foundation.Copies is not { } copies || replication is not { } copy)
        {
            yield break;
        }
        if (facts.Copy is null)
        {
            yield return new CloudCommands(stack).Copies(copies.Region);
        }
        yield return new RecoveryStep.Command(
            "so has its copy in the other region",
            ImportLine(stack, copy, text.Copy, $"{stack.Config.Cloud.Name}-{copies.Region}")
        );
    }

    private static string ImportLine(PlannedStack stack, ProgramResource thing, string id, string providerName)
    {
        var provider = stack.Program.Resources.Single(resource =>
            resource.Type == $"pulumi:providers:{stack.Config.Cloud.Name}" && resource.Name == providerName
        );
        return $"pulumi import {thing.Type} {thing.Name} {id} --stack {stack.Name} --parent '{thing.Parent!.Name}={Urn(thing.Parent)}' "
            + $"--provider '{providerName}={Urn(provider)}' --protect=false --generate-code=false";

        string Urn(ProgramResource resource) => $"urn:pulumi:{stack.Name}::infra::{resource.QualifiedType}::{resource.Name}";
    }

    // astro-drill, astro-drill-2, astro-drill-3.
    private static string NextPrefix(string prefix)
    {
        var dash = prefix.LastIndexOf('-');
        return dash > 0 && int.TryParse(prefix[(dash + 1)..], out var number)
            ? $"{prefix[..dash]}-{number + 1}"
            : RegionSteps.Suffixed(prefix, "2");
    }
}
