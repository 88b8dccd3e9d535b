using System.Text;
using Infra.Cli.Import;
using Infra.Cli.Recovery;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>Does what a recovery's plan says, line by line and command by command, as a person would.</summary>
internal sealed class PlanFollower
{
    private readonly Dictionary<string, SimulatedStack> _stacks;
    private SimulatedStack? _previewed;

    /// <summary>Follows a plan for a stack.</summary>
    public PlanFollower(SimulatedStack stack) => (_stacks, Stack) = (new() { [stack.Name] = stack }, stack);

    /// <summary>The stack that the plan has led to: the user's own, or the new one beside it.</summary>
    public SimulatedStack Stack { get; private set; }

    /// <summary>Does one step.</summary>
    /// <exception cref="InvalidOperationException">A command failed, or a rehearsal can not play it.</exception>
    public async Task DoAsync(RecoveryStep step)
    {
        switch (step)
        {
            case RecoveryStep.Edit edit:
                _stacks[edit.Stack].Write(edit.Lines);
                _previewed = null;
                break;
            case RecoveryStep.CopyStackFile copy:
                Stack = Open(copy.Stack);
                break;
            case RecoveryStep.Command command:
                await RunAsync(command.Line);
                break;
            case RecoveryStep.Wait:
                break;
        }
    }

    private Task RunAsync(string line) =>
        Words(line) switch
        {
            ["pulumi", "stack", "init", var name] => InitialiseAsync(name),
            ["pulumi", .. var arguments] => PulumiAsync(arguments),
            ["make", "import-file", var stack] => ImportFileAsync(Named(stack)),
            ["make", "import-identity", var stack] => ImportIdentityAsync(Named(stack)),
            ["make", "undelete", var stack] => Task.FromResult(DeletedImages.BringBack(Named(stack).CloudCommand)),
            ["make", "resume", var stack] => ResumeAsync(Named(stack)),
            ["aws" or "gcloud", ..] and var words => Task.FromResult(CloudCommandLine.Answer(Stack.World, [.. words])),
            _ => throw new InvalidOperationException($"The rehearsal can not play '{line}'."),
        };

    private SimulatedStack Open(string name)
    {
        if (!_stacks.TryGetValue(name, out var stack))
        {
            _stacks[name] = stack = new(Stack.Configuration, name, Stack.Folder, Stack.Clouds, Stack.Program);
        }
        return stack;
    }

    private Task InitialiseAsync(string name)
    {
        Stack = Open(name);
        return Stack.InitialiseAsync();
    }

    // A person who rehearses says yes to every question.
    private async Task PulumiAsync(List<string> arguments)
    {
        var stack = Stack;
        if (arguments.IndexOf("--file") is >= 0 and var file)
        {
            arguments[file + 1] = Path.Combine(stack.Folder, arguments[file + 1]);
        }
        if (arguments.IndexOf("--stack") is >= 0 and var place)
        {
            stack = _stacks[arguments[place + 1]];
            arguments.RemoveRange(place, 2);
        }
        string[] asks = ["up", "refresh", "destroy", "import", "cancel"];
        if (asks.Contains(arguments[0]))
        {
            arguments.Add("--yes");
        }
        // An up previews by itself, for the question that it asks. Where the plan has just previewed, that shows the same once more.
        if (arguments[0] == "up" && _previewed == stack)
        {
            arguments.Add("--skip-preview");
        }
        _previewed = arguments[0] == "preview" ? stack : null;
        (await stack.RunPulumiAsync([.. arguments])).Expected();
    }

    private static async Task ImportFileAsync(SimulatedStack stack) =>
        await ImportFile.MakeAsync(
            Path.Combine(stack.Folder, "import.json"),
            stack.Config,
            stack.Name,
            stack.CloudCommand,
            stack.RunPulumiAsync
        );

    private static async Task ImportIdentityAsync(SimulatedStack stack) =>
        await stack.ImportAsync(
            await IdentityState.AddAsync(await stack.ExportAsync(), stack.Config, stack.Name, stack.CloudCommand.Secret)
        );

    private static async Task ResumeAsync(SimulatedStack stack) =>
        await ResumedState.ResumeAsync(stack.Config, stack.Name, stack.CloudCommand, stack.RunPulumiAsync);

    private SimulatedStack Named(string assignment) => _stacks[assignment["STACK=".Length..]];

    // A shell's words: spaces part them, quotes hold them together.
    private static List<string> Words(string line)
    {
        var (words, word, quote) = (new List<string>(), new StringBuilder(), '\0');
        foreach (var letter in line + " ")
        {
            if (quote == letter)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is ('\'' or '"'))
            {
                quote = letter;
            }
            else if (quote == '\0' && letter == ' ')
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                }
                word.Clear();
            }
            else
            {
                word.Append(letter);
            }
        }
        return words;
    }
}
