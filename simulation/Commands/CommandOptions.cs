namespace Infra.Simulation;

/// <summary>The arguments of one command: <c>--name value</c>, <c>--name=value</c>, flags, and words without a name.</summary>
internal sealed class CommandOptions
{
    private readonly string _command;
    private readonly Dictionary<string, string> _values = [];

    private CommandOptions(string command) => _command = command;

    /// <summary>The words without a name.</summary>
    public List<string> Words { get; } = [];

    /// <summary>Reads the arguments.</summary>
    /// <param name="command">The whole command.</param>
    /// <param name="skip">How many words its name has.</param>
    /// <param name="known">The options that are known; a flag that takes no value ends in a question mark.</param>
    public static CommandOptions Parse(string[] command, int skip, string[] known)
    {
        var options = new CommandOptions(string.Join(' ', command[..skip]));
        for (var index = skip; index < command.Length; index++)
        {
            if (!command[index].StartsWith('-'))
            {
                options.Words.Add(command[index]);
                continue;
            }
            var (name, value) = command[index].Split('=', 2) is [var first, var second] ? (first, second) : (command[index], null);
            if (known.Contains(name + "?"))
                options._values[name] = value ?? "true";
            else if (!known.Contains(name))
                throw new Refusal(
                    $"`{options._command}` of the simulated clouds does not know the option {name}; it knows "
                        + $"{string.Join(", ", known.Select(one => one.TrimEnd('?')))}."
                );
            else
                options._values[name] = value
                    ?? (
                        ++index < command.Length
                            ? command[index]
                            : throw new Refusal($"{options._command}: argument {name}: expected one argument")
                    );
        }
        return options;
    }

    /// <summary>An option's value; null where it was not given.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>An option's value.</summary>
    public string Required(string name) => this[name] ?? throw new Refusal($"{_command}: the following arguments are required: {name}");

    /// <summary>The one word without a name.</summary>
    public string Word(string name) =>
        Words is [var only] ? only : throw new Refusal($"{_command}: one {name} is expected, and there are {Words.Count}");

    /// <summary>Refuses words that no command has asked for.</summary>
    public CommandOptions NoWords() =>
        Words.Count == 0 ? this : throw new Refusal($"{_command}: unrecognized arguments: {string.Join(' ', Words)}");
}
