using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>Reads the stack's configuration: the values of one namespace.</summary>
public sealed partial class Config
{
    private readonly string _namespace;

    /// <summary>The configuration of a namespace; the project's where none is named.</summary>
    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _namespace = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    /// <summary>A text, or null.</summary>
    public string? Get(string key) => Deployment.Require().Settings.Configuration.Get(FullName(key));

    /// <summary>A secret text, or null.</summary>
    public Output<string>? GetSecret(string key) => Secret(Get(key));

    /// <summary>A boolean, or null.</summary>
    public bool? GetBoolean(string key) => Parsed(key, "a boolean (true or false)", text => text switch
            {
                "true" => true,
                "false" => false,
                _ => (bool?)null,
            });

    /// <summary>A secret boolean, or null.</summary>
    public Output<bool>? GetSecretBoolean(string key) => Secret(GetBoolean(key));

    /// <summary>A whole number, or null.</summary>
    public int? GetInt32(string key) =>
        Parsed(key, "a whole number of 32 bits", text =>
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : (int?)null
        );

    /// <summary>A secret whole number, or null.</summary>
    public Output<int>? GetSecretInt32(string key) => Secret(GetInt32(key));

    /// <summary>A number, or null.</summary>
    public double? GetDouble(string key) =>
        Parsed(key, "a number", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null
        );

    /// <summary>A secret number, or null.</summary>
    public Output<double>? GetSecretDouble(string key) => Secret(GetDouble(key));

    /// <summary>An object, or the type's default.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options)
    {
        var json = Get(key);
        try
        {
            return json is null ? default : JsonSerializer.Deserialize<T>(json, options);
        }
        catch (JsonException e)
        {
            throw new TypeException(FullName(key), json, $"JSON for {typeof(T).Name}", e);
        }
    }

    /// <summary>An object, or the type's default.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key) => GetObject<T>(key, JsonSerializerOptions.Default);

    /// <summary>A secret object, or null.</summary>
    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        Get(key) is null ? null : Output.CreateSecret(GetObject<T>(key, options)!);

    /// <summary>A secret object, or null.</summary>
    public Output<T>? GetSecretObject<T>(string key) => GetSecretObject<T>(key, JsonSerializerOptions.Default);

    private static Output<T>? Secret<T>(T? value)
        where T : struct => value is { } given ? Output.CreateSecret(given) : null;

    private static Output<string>? Secret(string? value) => value is null ? null : Output.CreateSecret(value);

    private string FullName(string key) => $"{_namespace}:{key}";

    private T? Parsed<T>(string key, string expected, Func<string, T?> parse)
        where T : struct => Get(key) is not { } text ? null : parse(text) ?? throw new TypeException(FullName(key), text, expected);
}
