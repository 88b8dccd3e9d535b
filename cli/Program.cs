using System.CommandLine;
using Infra.Cli.Documents;
using Infra.Cli.Drift;
using Infra.Cli.Drill;
using Infra.Cli.Gap;
using Infra.Cli.Import;
using Infra.Cli.Preview;
using Infra.Cli.Ready;
using Infra.Cli.Recovery;
using Infra.Cli.Rehearse;
using Infra.Cli.Review;

var stack = new Option<string>("--stack") { Description = "The stack whose Pulumi.STACK.yaml is read", Required = true };

return await new RootCommand("infra: looks at a stack, judges a change of it, and tells how it comes back from a loss")
{
    PreviewCommand.Make(stack),
    ReviewCommand.Make(stack),
    PlanCommand.Make(stack),
    ReadyCommand.Make(stack),
    DriftCommand.Make(stack),
    GapCommand.Make(stack),
    DrillCommands.Play(stack),
    DrillCommands.Clean(stack),
    DrillCommands.List(stack),
    ImportCommands.File(stack),
    ImportCommands.Identity(stack),
    ImportCommands.Resume(stack),
    UndeleteCommand.Make(stack),
    RehearseCommand.Make(stack),
    DocumentsCommand.Make(),
    CloudsCommand.Make(),
}
    .Parse(args)
    .InvokeAsync(
        new()
        {
            // A rehearsal that is stopped ends its engine and its servers, and takes its folder away.
            ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
        }
    );
