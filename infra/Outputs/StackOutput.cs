using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Outputs;

/// <summary>What was deployed, from which the outputs are read.</summary>
/// <param name="Config">The stack's configuration.</param>
/// <param name="Foundation">What the cloud gave.</param>
/// <param name="Verification">What the verification of the active database has ended with.</param>
internal sealed record Deployed(PlatformConfig Config, CloudFoundation Foundation, Output<string> Verification);

/// <summary>
/// One output of the stack: its name, its shape and its meaning are the contract; the value is read from what was deployed.
/// </summary>
internal sealed record StackOutput
{
    private StackOutput(string name, OutputType type, string meaning, Func<Deployed, object?> value, bool isSecret = false)
    {
        Name = name;
        Type = type;
        Meaning = meaning;
        Value = value;
        IsSecret = isSecret;
    }

    /// <summary>The output's name.</summary>
    public string Name { get; init; }

    /// <summary>The value's shape.</summary>
    public OutputType Type { get; }

    /// <summary>What it says, in a sentence.</summary>
    public string Meaning { get; }

    /// <summary>Whether the state keeps it encrypted, and <c>pulumi stack output</c> shows it only with <c>--show-secrets</c>.</summary>
    public bool IsSecret { get; }

    /// <summary>Reads the value.</summary>
    public Func<Deployed, object?> Value { get; }

    internal static StackOutput Text(string name, string meaning, Func<Deployed, string> value, params ImmutableArray<string> choices) =>
        new(name, new OutputType.Text(choices), meaning, value);

    internal static StackOutput Text(
        string name,
        string meaning,
        Func<Deployed, Output<string>> value,
        params ImmutableArray<string> choices
    ) => new(name, new OutputType.Text(choices), meaning, value);

    internal static StackOutput Secret(string name, string meaning, Func<Deployed, Output<string>> value) =>
        new(name, new OutputType.Text(), meaning, deployed => Output.CreateSecret(value(deployed)), isSecret: true);

    internal static StackOutput Number(string name, string meaning, Func<Deployed, int> value) =>
        new(name, new OutputType.Number(), meaning, deployed => value(deployed));

    internal static StackOutput Texts(string name, string meaning, Func<Deployed, Output<ImmutableArray<string>>> value) =>
        new(name, new OutputType.List(new OutputType.Text()), meaning, value);

    internal static StackOutput Map(string name, string meaning, Func<Deployed, Output<ImmutableDictionary<string, string>>> value) =>
        new(name, new OutputType.Map(new OutputType.Text()), meaning, value);

    internal static StackOutput Fields(
        string name,
        string meaning,
        OutputType.Fields fields,
        Func<Deployed, ImmutableDictionary<string, object>> value
    ) => new(name, fields, meaning, value);

    internal static StackOutput Records(
        string name,
        string meaning,
        OutputType.Fields fields,
        Func<Deployed, Output<ImmutableArray<ImmutableDictionary<string, object>>>> value
    ) => new(name, new OutputType.List(fields), meaning, value);
}
