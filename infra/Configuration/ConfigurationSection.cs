using System.Text.Json;
using Infra.Configuration.Offers;

namespace Infra.Configuration;

/// <summary>
/// The values of a group of keys. What is wrong is noted and a stand-in returned, so that one run reports every fault;
/// keys that are not declared are faults too.
/// </summary>
internal sealed class ConfigurationSection
{
    private readonly KeyGroup _group;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly Func<string, bool> _isEncrypted;
    private readonly List<ConfigurationFault> _faults;

    /// <param name="group">The keys that are declared.</param>
    /// <param name="values">The values by the keys' names.</param>
    /// <param name="isEncrypted">Whether the stack file keeps the value of a name encrypted.</param>
    /// <param name="faults">Where faults are noted.</param>
    internal ConfigurationSection(
        KeyGroup group,
        IEnumerable<KeyValuePair<string, JsonElement>> values,
        Func<string, bool> isEncrypted,
        List<ConfigurationFault> faults
    )
    {
        (_group, _isEncrypted, _faults) = (group, isEncrypted, faults);
        foreach (var (key, value) in values.Where(pair => !IsEmpty(pair.Value)))
        {
            _values[key] = value;
        }
        foreach (var unknown in _values.Keys.Except(group.Keys.Select(key => key.Name)).Order(StringComparer.Ordinal))
        {
            RefuseUnknown(unknown);
        }
    }

    /// <summary>
    /// True when the key is present, whatever its value. An empty one is absent: <c>key:</c>, <c>key: ""</c>, and <c>key: {}</c> of
    /// a group that may be.
    /// </summary>
    public bool Has(Key key)
    {
        return _values.TryGetValue(key.Name, out var value)
            && !(key is KeyGroup { Absence: not null } && value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any());
    }

    /// <summary>The key's value, or its default.</summary>
    public T Read<T>(Key<T> key)
    {
        if (!_values.TryGetValue(key.Name, out var value))
        {
            if (!key.HasDefault)
            {
                Fault(key, "it is missing", $"Write {key.Limits}, for example {key.Example}");
            }
            return key.StandIn;
        }
        if (key.IsSecret && !_isEncrypted(key.Name))
        {
            Fault(
                key,
                "it is a secret, and stands there for everybody to read",
                $"Change it where it came from, then: pulumi config set --secret --path '{key.Path}' VALUE"
            );
        }
        if (!key.Kind.TryRead(value, out var read))
        {
            Fault(key, $"{Shown(key.Name, value)} is not {key.Limits}", key.IsSecret ? "Set it anew" : $"Write for example {key.Example}");
            return key.StandIn;
        }
        return read;
    }

    /// <summary>The section of a group below this one; an absent one has no values.</summary>
    public ConfigurationSection Section(KeyGroup group)
    {
        var isEncrypted = _isEncrypted(group.Name);
        var isThere = _values.TryGetValue(group.Name, out var value);
        if (isThere && value.ValueKind != JsonValueKind.Object)
        {
            Fault(group, $"{Shown(group.Name, value)} is not an object", "Write its keys indented below it");
            isThere = false;
        }
        return new(
            group,
            isThere ? value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)) : [],
            _ => isEncrypted,
            _faults
        );
    }

    /// <summary>Notes a fault of a key, or of the group itself.</summary>
    /// <param name="key">The key, or the group.</param>
    /// <param name="problem">What is wrong, with the value that was found.</param>
    /// <param name="remedy">What to write instead.</param>
    public void Fault(Key key, string problem, string remedy)
    {
        _faults.Add(new(key.Path, problem, remedy));
    }

    /// <summary>
    /// Notes a fault of a key, or a warning where the cloud may have begun to offer what is named; nothing where there is no doubt.
    /// </summary>
    public void Doubt(Key key, OfferDoubt? doubt)
    {
        if (doubt is not null && AreSound(key))
        {
            _faults.Add(new(key.Path, doubt.Problem, doubt.Remedy, doubt.MayBeNewer));
        }
    }

    /// <summary>Notes what is probably meant otherwise, and is taken all the same.</summary>
    public void Warn(Key key, string problem, string remedy) => _faults.Add(new(key.Path, problem, remedy, IsWarning: true));

    /// <summary>
    /// True when no fault was noted for these keys: what depends on several is checked only when each is right by itself.
    /// </summary>
    public bool AreSound(params ReadOnlySpan<Key> keys)
    {
        foreach (var key in keys)
        {
            if (_faults.Exists(fault => fault.Key == key.Path && !fault.IsWarning))
            {
                return false;
            }
        }
        return true;
    }

    private void RefuseUnknown(string name)
    {
        var path = _group.Path.EndsWith(':') ? _group.Path + name : $"{_group.Path}.{name}";
        if (_group.SuccessorOf(name) is var (successor, line))
        {
            var value = _values[name];
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            _faults.Add(new(path, $"it is called {successor} now", $"Remove it, and write {line(text)}"));
            return;
        }
        var known = NearestText.To(name, _group.Keys.Select(key => key.Name));
        var nearest = _group.Keys.FirstOrDefault(key => key.Name == known);
        _faults.Add(
            new(path, "there is no such key", nearest is null ? "Remove it" : $"Did you mean '{nearest.Path}'? Otherwise remove it")
        );
    }

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0);

    // What is encrypted must not come to light in a message.
    private string Shown(string name, JsonElement value) =>
        _isEncrypted(name) ? "what is encrypted there"
        : value.ValueKind == JsonValueKind.String ? $"'{value.GetString()}'"
        : $"'{value.GetRawText()}'";
}
