using System.Text;
using Infra.Cli.Import;
using Infra.Cli.Recovery;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>Does what a recovery's plan says, line by line and command by command, as a person would.</summary>
internal sealed class PlanFollower
{
    private readonly Dictionary<string, SimulatedStack> _stacks;
    private EngineRun? _last;

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

    private async Task RunAsync(string line)
    {
        var words = Words(line);
        var world = Stack.World;
        world.DeleteUnreachable = words.RemoveAll(word => word == "PULUMI_K8S_DELETE_UNREACHABLE=true") > 0;
        _last = words switch
        {
            ["pulumi", "stack", "init", var name] => await InitialiseAsync(name),
            ["pulumi", .. var arguments] => await PulumiAsync(arguments),
            ["make", "import-file", var stack] => await ImportFileAsync(Named(stack)),
            ["make", "import-identity", var stack] => await ImportIdentityAsync(Named(stack)),
            ["make", "undelete", var stack] => new(0, string.Join('\n', DeletedImages.BringBack(Named(stack).CloudCommand))),
            ["make", "resume", var stack] => await ResumeAsync(Named(stack)),
            ["aws" or "gcloud", ..] => new(0, CloudCommandLine.Answer(world, [.. words])),
            _ => throw new InvalidOperationException($"The rehearsal can not play '{line}'."),
        };
        world.DeleteUnreachable = false;
    }

    private SimulatedStack Open(string name)
    {
        if (!_stacks.TryGetValue(name, out var stack))
        {
            _stacks[name] = stack = new(Stack.Configuration, name, Stack.Folder, Stack.Clouds, Stack.Program);
        }
        return stack;
    }

    private async Task<EngineRun> InitialiseAsync(string name)
    {
        Stack = Open(name);
        await Stack.InitialiseAsync();
        return new(0, "");
    }

    // A person who rehearses says yes to every question.
    private async Task<EngineRun> PulumiAsync(List<string> arguments)
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
        var run = await stack.RunPulumiAsync([.. arguments, .. asks.Contains(arguments[0]) ? ["--yes"] : Array.Empty<string>()]);
        return run.Expected();
    }

    private static async Task<EngineRun> ImportFileAsync(SimulatedStack stack)
    {
        var file = Path.Combine(stack.Folder, "import.json");
        var leftOut = await ImportFile.MakeAsync(file, stack.Config, stack.Name, stack.CloudCommand, stack.RunPulumiAsync);
        return new(0, string.Join('\n', leftOut));
    }

    private static async Task<EngineRun> ImportIdentityAsync(SimulatedStack stack)
    {
        await stack.ImportAsync(await IdentityState.AddAsync(await stack.ExportAsync(), stack.Config, stack.Name, stack.CloudCommand.Secret));
        return new(0, "");
    }

    private static async Task<EngineRun> ResumeAsync(SimulatedStack stack) =>
        new(0, string.Join('\n', await ResumedState.ResumeAsync(stack.Config, stack.Name, stack.CloudCommand, stack.RunPulumiAsync)));

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
