using System.CommandLine;
using Infra.Cli.Documents;
using Infra.Cli.Import;
using Infra.Cli.Preview;
using Infra.Cli.Rehearse;
using Infra.Cli.Review;

var stack = new Option<string>("--stack") { Description = "The stack whose Pulumi.STACK.yaml is read", Required = true };

return await new RootCommand("infra: looks at a stack, judges a change of it, and brings a lost state back")
{
    PreviewCommand.Make(stack),
    ReviewCommand.Make(stack),
    ImportCommands.File(stack),
    ImportCommands.Identity(stack),
    DocumentsCommand.Make(),
    CloudsCommand.Make(),
}.Parse(args).InvokeAsync();
