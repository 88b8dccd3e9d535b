using Infra.Configuration.Kinds;

namespace Infra.Configuration;

/// <summary>
/// A key of the configuration, declared once: the reader, the messages, docs/config.md and the declarations of
/// Pulumi.yaml all come from here.
/// </summary>
internal abstract class Key
{
    private protected Key(string path, string description)
    {
        Path = path;
        Description = description;
    }

    /// <summary>Where it stands, for example <c>infra:database.backup.time</c>; a namespace ends in a colon.</summary>
    public string Path { get; }

    /// <summary>Its last part, for example <c>time</c>.</summary>
    public string Name => Path[(Path.LastIndexOfAny([':', '.']) + 1)..];

    /// <summary>What it is for: whole sentences, with units.</summary>
    public string Description { get; }

    /// <summary>Its type in Pulumi's words: string, integer, boolean, array or object.</summary>
    public abstract string Type { get; }

    /// <summary>Whether its value, or that of a key below it, is a secret: the stack file must keep it encrypted.</summary>
    public abstract bool HoldsSecret { get; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>A key with a value.</summary>
/// <typeparam name="T">What the program gets.</typeparam>
internal sealed class Key<T> : Key, IValueKey
{
    private readonly ValueKind<T> _kind;
    private readonly (bool Given, T Value) _default;

    internal Key(
        string path,
        ValueKind<T> kind,
        string example,
        string description,
        (bool, T) fallback,
        string? absence,
        LaterChange changed
    )
        : base(path, description)
    {
        (_kind, Example, _default, Absence, Changed) = (kind, example, fallback, absence, changed);
    }

    /// <inheritdoc/>
    public override string Type => _kind.Type;

    /// <inheritdoc/>
    public override bool HoldsSecret => _kind.IsSecret;

    /// <inheritdoc/>
    public string Limits => _kind.Words;

    /// <inheritdoc/>
    public string Example { get; }

    /// <inheritdoc/>
    public string? Fallback => _default.Given ? _kind.Write(_default.Value) : null;

    /// <inheritdoc/>
    public string? Absence { get; }

    /// <inheritdoc/>
    public LaterChange Changed { get; }

    internal ValueKind<T> Kind => _kind;

    internal bool IsSecret => _kind.IsSecret;

    internal bool HasDefault => _default.Given;

    // The default, or for a key without one the kind's stand-in: a faulty configuration is read on, to report every fault.
    internal T StandIn => _default.Given ? _default.Value : _kind.StandIn;
}

/// <summary>What documentation and messages say about a key with a value, whatever its type.</summary>
internal interface IValueKey
{
    /// <summary>What fits, to follow "it must be": <c>a whole number from 1 to 999</c>.</summary>
    string Limits { get; }

    /// <summary>A value that fits, as it is written in YAML.</summary>
    string Example { get; }

    /// <summary>The default as it is written in YAML; null when there is none.</summary>
    string? Fallback { get; }

    /// <summary>What it means when an optional key is absent; null when the key is required or has a default.</summary>
    string? Absence { get; }

    /// <summary>What another value does to a stack that stands.</summary>
    LaterChange Changed { get; }
}
