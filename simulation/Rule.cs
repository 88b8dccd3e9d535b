using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Simulation;

/// <summary>One thing that names another: the property, the type it must name, and what the cloud says otherwise.</summary>
/// <param name="Path">The property that holds the reference.</param>
/// <param name="Type">The type of what it refers to.</param>
/// <param name="Message">What is said when that does not exist; <c>{0}</c> is the reference.</param>
internal sealed record Need(string Path, string Type, string Message = "InvalidParameterValue: {0} does not exist");

/// <summary>A thing of another type that refers to this one.</summary>
/// <param name="Type">The other type.</param>
/// <param name="Path">Its property that holds the reference.</param>
internal sealed record Reference(string Type, string Path);

/// <summary>
/// How one type behaves in its cloud. Texts in braces are filled from the inputs, or from <c>account</c>,
/// <c>project</c>, <c>region</c>, <c>location</c>, <c>name</c>, <c>id</c>, <c>now</c> and what the cloud makes up
/// (<c>hash</c>, <c>uuid</c>, <c>ip</c>, <c>number</c>).
/// </summary>
internal sealed partial record Rule(string Type)
{
    /// <summary>The property with the physical name, which must be written out; null where the cloud knows no names.</summary>
    public string? Name { get; init; }

    /// <summary>The id the provider reports.</summary>
    public string Id { get; init; } = "{hash}";

    /// <summary>The id to import by, where neither the id nor the key will do.</summary>
    public string? ImportId { get; init; }

    /// <summary>What only one living thing may have; the id, when nothing in it is made up.</summary>
    public string? Key { get; init; }

    /// <summary>What is said to the second one.</summary>
    public string Taken { get; init; } = "AlreadyExists: {id} already exists";

    /// <summary>
    /// Properties (and all below) whose change makes a new thing. A question mark at the end: only coming and
    /// going of the property does, its members change in silence. <c>unless</c>: a flag of the provider lifts it. <c>*</c>: all.
    /// </summary>
    public string[] ForceNew { get; init; } = [];

    /// <summary>Whether a replacement deletes first: the rule for explicit names.</summary>
    public bool? DeletesBeforeReplace { get; init; }

    /// <summary>Whether it lives in the account or project, and in no region.</summary>
    public bool Global { get; init; }

    /// <summary>Whether its cloud never deletes it: a delete only forgets it.</summary>
    public bool Everlasting { get; init; }

    /// <summary>Whether it lives in the state alone, in no cloud: random values and keys.</summary>
    public bool InStateAlone { get; init; }

    /// <summary>Whether a create takes over a living thing of the same key.</summary>
    public Func<Call, bool> Adopts { get; init; } = static _ => false;

    /// <summary>How long its key stays burnt after a delete.</summary>
    public Func<Call, TimeSpan> Burns { get; init; } = static _ => TimeSpan.Zero;

    /// <summary>What is wrong with the inputs that no schema can say.</summary>
    public Func<JsonObject, IEnumerable<Fault>> Check { get; init; } = static _ => [];

    /// <summary>What must exist before it.</summary>
    public Need[] Needs { get; init; } = [];

    /// <summary>What keeps it from being deleted.</summary>
    public Reference[] HeldBy { get; init; } = [];

    /// <summary>What is said then; <c>{0}</c> is the name of the holder.</summary>
    public string Held { get; init; } = "DependencyViolation: resource {id} has a dependent object: {0}";

    /// <summary>What goes with it when it goes.</summary>
    public Reference[] Takes { get; init; } = [];

    /// <summary>What is said when something lies in it and <c>forceDestroy</c> is not set.</summary>
    public string? NotEmpty { get; init; }

    /// <summary>A flag that forbids the deletion, and what is said.</summary>
    public Dictionary<string, string> Protections { get; init; } = [];

    /// <summary>Computed outputs by path; only <c>a[0].b</c> steps into lists.</summary>
    public Dictionary<string, string> Outputs { get; init; } = [];

    /// <summary>What the table cannot say. Each either refuses before it has changed anything, or does all it does.</summary>
    public Action<Call>? OnCreate { get; init; }
    public Action<Call>? OnUpdate { get; init; }

    /// <summary>The second half of a create, where it has two; whoever is ended in between leaves the thing half made.</summary>
    public Func<Call, Func<bool>?> Completes { get; init; } = static _ => null;

    public Action<Call>? OnDelete { get; init; }

    /// <summary>Sets outputs that follow from more than the inputs; called whenever the thing is reported.</summary>
    public Action<Call>? OnReport { get; init; }

    /// <summary>Whether a changed property makes a new thing.</summary>
    public bool Replaces(Difference difference, ProviderSettings settings)
    {
        var path = Plain(difference.Path);
        return ForceNew.Any(rule =>
        {
            var (property, lifted) = rule.Split(" unless ") is [var first, var flag] ? (first, settings.Flag(flag)) : (rule, false);
            if (lifted)
                return false;
            return property == "*"
                || property.TrimEnd('?') == path
                || (!property.EndsWith('?') && path.StartsWith(property + ".", StringComparison.Ordinal));
        });
    }

    /// <summary>A path without its list indices.</summary>
    public static string Plain(string path) => Index().Replace(path, "");

    [GeneratedRegex(@"\[(\d+|\*)\]")]
    private static partial Regex Index();
}
