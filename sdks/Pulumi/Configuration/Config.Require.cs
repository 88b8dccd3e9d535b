using System.Text.Json;

namespace Pulumi;

public sealed partial class Config
{
    /// <summary>A text; the program fails where there is none.</summary>
    public string Require(string key) => Get(key) ?? throw Missing(key);

    /// <summary>A secret text; the program fails where there is none.</summary>
    public Output<string> RequireSecret(string key) => GetSecret(key) ?? throw Missing(key, isSecret: true);

    /// <summary>A boolean; the program fails where there is none.</summary>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    /// <summary>A secret boolean; the program fails where there is none.</summary>
    public Output<bool> RequireSecretBoolean(string key) => GetSecretBoolean(key) ?? throw Missing(key, isSecret: true);

    /// <summary>A whole number; the program fails where there is none.</summary>
    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    /// <summary>A secret whole number; the program fails where there is none.</summary>
    public Output<int> RequireSecretInt32(string key) => GetSecretInt32(key) ?? throw Missing(key, isSecret: true);

    /// <summary>A number; the program fails where there is none.</summary>
    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    /// <summary>A secret number; the program fails where there is none.</summary>
    public Output<double> RequireSecretDouble(string key) => GetSecretDouble(key) ?? throw Missing(key, isSecret: true);

    /// <summary>An object; the program fails where there is none.</summary>
    public T RequireObject<T>(string key, JsonSerializerOptions options) =>
        Get(key) is null ? throw Missing(key) : GetObject<T>(key, options)!;

    /// <summary>An object; the program fails where there is none.</summary>
    public T RequireObject<T>(string key) => RequireObject<T>(key, JsonSerializerOptions.Default);

    /// <summary>A secret object; the program fails where there is none.</summary>
    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) =>
        GetSecretObject<T>(key, options) ?? throw Missing(key, isSecret: true);

    /// <summary>A secret object; the program fails where there is none.</summary>
    public Output<T> RequireSecretObject<T>(string key) => RequireSecretObject<T>(key, JsonSerializerOptions.Default);

    private MissingException Missing(string key, bool isSecret = false) => new(FullName(key), isSecret);

    private sealed class MissingException(string key, bool isSecret)
        : RunException($"The configuration has no '{key}'. Set it: pulumi config set {(isSecret ? "--secret " : "")}{key} <value>");

    private sealed class TypeException(string key, string? value, string expected, Exception? cause = null)
        : RunException($"The configuration's '{key}' is '{value}', which is not {expected}.", cause);
}
