using Infra.Configuration.Kinds;

namespace Infra.Configuration;

/// <summary>A key with keys below it, or a whole namespace. Its keys are declared in the order in which they are documented.</summary>
/// <param name="path">For example <c>infra:database</c>, or <c>infra:</c> for a namespace.</param>
/// <param name="description">What it is for.</param>
/// <param name="absence">What it means when the group is absent or empty, for one that may be although it has required keys.</param>
internal sealed class KeyGroup(string path, string description, string? absence = null) : Key(path, description)
{
    private readonly List<Key> _keys = [];
    private readonly Dictionary<string, (string Key, Func<string, string> Line)> _renamed = [];

    /// <summary>The keys below it, in the order of their declaration.</summary>
    public IReadOnlyList<Key> Keys => _keys;

    /// <inheritdoc/>
    public override string Type => "object";

    /// <inheritdoc/>
    public override bool HoldsSecret => _keys.Exists(key => key.HoldsSecret);

    /// <summary>What it means when the group is absent or empty; null when it is then read all the same.</summary>
    public string? Absence => absence;

    /// <summary>Whether it has to be there, because a key of its own has to.</summary>
    public bool IsRequired =>
        absence is null && _keys.Exists(key => key is KeyGroup { IsRequired: true } or IValueKey { Fallback: null, Absence: null });

    /// <summary>Declares a key that has to be there.</summary>
    public Key<T> Required<T>(string name, ValueKind<T> kind, string example, string description, LaterChange changed) =>
        Declare(new Key<T>(Below(name), kind, example, description, default, null, changed));

    /// <summary>Declares a key that has a default.</summary>
    public Key<T> Defaulted<T>(string name, ValueKind<T> kind, T fallback, string example, string description, LaterChange changed) =>
        Declare(new Key<T>(Below(name), kind, example, description, (true, fallback), null, changed));

    /// <summary>Declares a key that may be absent, which means something of its own; ask for it before reading it.</summary>
    /// <param name="name">Its name in this group.</param>
    /// <param name="kind">What fits.</param>
    /// <param name="absence">What its absence means.</param>
    /// <param name="example">A value that fits.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="changed">What another value does to a stack that stands.</param>
    public Key<T> Optional<T>(string name, ValueKind<T> kind, string absence, string example, string description, LaterChange changed) =>
        Declare(new Key<T>(Below(name), kind, example, description, default, absence, changed));

    /// <summary>Takes in a group that is declared elsewhere.</summary>
    public KeyGroup Group(KeyGroup group) => Declare(group);

    /// <summary>Notes what a key of an earlier version is called now: its old name is a fault that says the new line.</summary>
    /// <param name="old">Its name then.</param>
    /// <param name="key">Its path now.</param>
    /// <param name="line">The line to write, of the value that stands there.</param>
    public KeyGroup Renamed(string old, string key, Func<string, string> line)
    {
        _renamed.Add(old, (key, line));
        return this;
    }

    /// <summary>What a key of an earlier version is called now; null where there was none of that name.</summary>
    internal (string Key, Func<string, string> Line)? SuccessorOf(string old) =>
        _renamed.TryGetValue(old, out var successor) ? successor : null;

    private TKey Declare<TKey>(TKey key)
        where TKey : Key
    {
        _keys.Add(key);
        return key;
    }

    private string Below(string name) => Path.EndsWith(':') ? Path + name : $"{Path}.{name}";
}
