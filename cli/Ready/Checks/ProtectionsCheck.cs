using System.Collections.Immutable;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>
/// Whether what holds data is kept, as the state has it: the engine and the clouds act by what was recorded, not by what the program says
/// now.
/// </summary>
internal static class ProtectionsCheck
{
    public static Check Check { get; } =
        new("protections", "A destroy, a rename or a bad merge deletes what a recovery starts from.", FindAsync);

    private static async Task<ImmutableArray<Finding>> FindAsync(CheckedStack stack)
    {
        if (!stack.IsDurable)
        {
            return [Finding.Ok("the stack is disposable: nothing of it is kept")];
        }
        var state = await stack.StateAsync();
        var again = $"pulumi up --stack {stack.Name}, which records it; read its preview before";
        var loose =
            from thing in state.Resources
            where Holdings.Of(thing.Type, thing.Name) is { } holding && !IsKept(thing, holding.Lifetime)
            select Finding.Fault(
                $"the {Holdings.Of(thing.Type, thing.Name)!.Noun} {thing.Name} is {Lacking(thing)}",
                thing.IsRetained ? $"pulumi state protect --stack {stack.Name} --yes '{thing.Urn}'" : again
            );
        ImmutableArray<Finding> findings = [.. loose, .. state.Resources.SelectMany(thing => Flags(thing, again))];
        return findings.IsEmpty
            ? [Finding.Ok("everything that holds data is protected, and stays in the cloud when it leaves the program")]
            : findings;
    }

    // A cluster is meant to be lost; a database is never protected, because a restore takes it out of the program.
    private static bool IsKept(RecordedThing thing, Lifetime lifetime) =>
        lifetime switch
        {
            Lifetime.Permanent => thing.IsProtected && thing.IsRetained,
            Lifetime.DatabaseGeneration => thing.IsRetained,
            _ => true,
        };

    private static string Lacking(RecordedThing thing) =>
        thing.IsRetained ? "not protected" : "deleted in the cloud as soon as it leaves the program";

    // A provider's delete goes by the flags of an earlier run.
    private static IEnumerable<Finding> Flags(RecordedThing thing, string mend) =>
        thing.Type switch
        {
            "aws:rds/instance:Instance" =>
            [
                .. Wanted(thing, mend, "deletionProtection", true),
                .. Wanted(thing, mend, "deleteAutomatedBackups", false),
                .. Wanted(thing, mend, "skipFinalSnapshot", false),
            ],
            "gcp:sql/databaseInstance:DatabaseInstance" =>
            [
                .. Wanted(thing, mend, "deletionProtection", true),
                .. Wanted(thing, mend, "settings.deletionProtectionEnabled", true),
                .. Wanted(thing, mend, "settings.retainBackupsOnDelete", true),
            ],
            "aws:s3/bucket:Bucket" or "gcp:storage/bucket:Bucket" => Wanted(thing, mend, "forceDestroy", false),
            _ => [],
        };

    private static IEnumerable<Finding> Wanted(RecordedThing thing, string mend, string path, bool value) =>
        (thing.Outputs.Flag(path) ?? thing.Inputs.Flag(path) ?? false) == value
            ? []
            : [Finding.Fault($"{path} of {thing.Name} is recorded as {(value ? "false" : "true")}", mend)];
}
