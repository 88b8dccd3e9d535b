using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infra.Configuration;

/// <summary>
/// One object of the configuration. Each read names its limits; what is wrong is noted and a stand-in value
/// returned, so that one run reports every fault. Keys that were never asked for are faults too.
/// </summary>
public sealed class ConfigurationSection
{
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<ConfigurationFault> _faults;

    internal ConfigurationSection(string path, IEnumerable<KeyValuePair<string, JsonElement>> values, List<ConfigurationFault> faults)
    {
        _path = path;
        _faults = faults;
        foreach (var (key, value) in values)
        {
            _values[key] = value;
        }
    }

    /// <summary>True when the key is present, whatever its value.</summary>
    public bool Has(string key) => Ask(key) is not null;

    /// <summary>Text; required when <paramref name="fallback"/> is null.</summary>
    public string Text(string key, string? fallback = null)
    {
        var value = Ask(key);
        if (value is null)
        {
            return fallback ?? Fault(key, "it is missing", $"Set it, for example: pulumi config set --path '{Path(key)}' VALUE", "");
        }
        var text = Shown(value.Value);
        return text.Length > 0 ? text : Fault(key, "it is empty", "Write a value, or leave the key out", "");
    }

    /// <summary>Text that must match a pattern, which the remedy puts into words.</summary>
    public string Text(string key, Regex pattern, string remedy, string? fallback = null)
    {
        var text = Text(key, fallback);
        return text.Length == 0 || pattern.IsMatch(text) ? text : Fault(key, $"'{text}' does not fit", remedy, "");
    }

    /// <summary>A whole number within limits (both included); required when <paramref name="fallback"/> is null.</summary>
    public int Integer(string key, int least, int most, int? fallback = null)
    {
        var value = Ask(key);
        if (value is null && fallback is not null)
        {
            return fallback.Value;
        }
        var text = Text(key);
        if (text.Length == 0)
        {
            return least;
        }
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Fault(key, $"'{text}' is not a whole number from {least} to {most}", $"Write a number from {least} to {most}", least);
    }

    /// <summary>true or false.</summary>
    public bool Flag(string key, bool fallback)
    {
        var value = Ask(key);
        if (value is null)
        {
            return fallback;
        }
        return bool.TryParse(Text(key), out var flag) ? flag : Fault(key, $"'{Text(key)}' is neither true nor false", "Write true or false", fallback);
    }

    /// <summary>One of the named choices; the message names them in their order.</summary>
    public T Choice<T>(string key, ImmutableArray<(string Name, T Value)> choices, string? fallback = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(choices.Length);
        var text = Text(key, fallback);
        foreach (var (name, value) in choices)
        {
            if (name == text)
            {
                return value;
            }
        }
        return text.Length == 0
            ? choices[0].Value
            : Fault(key, $"'{text}' is not known", $"Write {string.Join(" or ", choices.Select(choice => choice.Name))}", choices[0].Value);
    }

    /// <summary>A time of day in UTC, written <c>HH:MM</c>.</summary>
    public TimeOnly TimeOfDay(string key, TimeOnly fallback)
    {
        if (Ask(key) is null)
        {
            return fallback;
        }
        return TimeOnly.TryParseExact(Text(key), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : Fault(key, $"'{Text(key)}' is not a time of day", "Write hours and minutes in UTC, for example \"03:00\", in quotes", fallback);
    }

    /// <summary>An instant in RFC 3339 with a literal Z, so that nobody has to think about daylight saving.</summary>
    public DateTimeOffset Instant(string key)
    {
        var text = Text(key);
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (text.Length == 0 || DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Utc, out var instant))
        {
            return text.Length == 0 ? default : DateTimeOffset.ParseExact(text, formats, CultureInfo.InvariantCulture, Utc);
        }
        return Fault(key, $"'{text}' is not an instant in UTC", "Write it in quotes and with Z, for example \"2026-11-23T13:02:30Z\"", default(DateTimeOffset));
    }

    /// <summary>A list of texts; empty when the key is absent.</summary>
    public IReadOnlyList<string> TextList(string key)
    {
        var value = Ask(key);
        if (value is null)
        {
            return [];
        }
        return value.Value.ValueKind == JsonValueKind.Array && value.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.Value.EnumerateArray().Select(item => item.GetString()!)]
            : Fault<IReadOnlyList<string>>(key, "it is not a list of texts", "Write a YAML list", []);
    }

    /// <summary>A list of CIDR ranges; empty when the key is absent. The whole Internet is no range.</summary>
    public ImmutableArray<string> Ranges(string key)
    {
        foreach (var range in TextList(key))
        {
            if (!IPNetwork.TryParse(range, out var network) || network.PrefixLength == 0 || network.ToString() != range)
            {
                Fault(key, $"'{range}' is not a range of addresses", "Write ranges in CIDR notation with no host bits set, for example [\"10.200.0.0/24\"]; never 0.0.0.0/0", 0);
            }
        }
        return [.. TextList(key)];
    }

    /// <summary>A section below this one; empty when the key is absent.</summary>
    public ConfigurationSection Section(string key)
    {
        var value = Ask(key);
        if (value is null || value.Value.ValueKind == JsonValueKind.Object)
        {
            return new(Path(key), value?.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value)) ?? [], _faults);
        }
        return Fault(key, $"'{Shown(value.Value)}' is not an object", "Write its keys indented below it", new ConfigurationSection(Path(key), [], _faults));
    }

    /// <summary>Notes a fault of this section and gives back the stand-in value.</summary>
    public T Fault<T>(string key, string problem, string remedy, T standIn)
    {
        _faults.Add(new(Path(key), problem, remedy));
        return standIn;
    }

    /// <summary>Notes every key that nobody asked for. Call it after the last read.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var key in _values.Keys.Where(key => !_asked.Contains(key)).Order(StringComparer.Ordinal))
        {
            var known = NearestText.To(key, _asked);
            Fault(key, "there is no such key", known is null ? "Remove it" : $"Did you mean '{Path(known)}'? Otherwise remove it", 0);
        }
    }

    private JsonElement? Ask(string key)
    {
        _asked.Add(key);
        return _values.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // An empty key means the section itself.
    private string Path(string key) => key.Length == 0 ? _path : _path.EndsWith(':') ? _path + key : $"{_path}.{key}";
}
