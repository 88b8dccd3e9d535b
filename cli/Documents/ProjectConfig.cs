using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.Configuration;

namespace Infra.Cli.Documents;

/// <summary>
/// The <c>config:</c> of <c>Pulumi.yaml</c>, written from the declarations of the keys.
/// </summary>
/// <remarks>
/// The engine checks types and asks for what has no default, so an optional key gets an empty one, and a group without
/// required keys an empty object. It does not look into objects, and it lets a project declare keys of its own namespace only.
/// https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options
/// </remarks>
internal static class ProjectConfig
{
    private const string Start = "config:\n";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a <c>Pulumi.yaml</c> with its <c>config:</c>, the last of its parts, written anew.</summary>
    public static string Replace(string project)
    {
        var end = project.StartsWith(Start, StringComparison.Ordinal) ? 0 : project.IndexOf($"\n{Start}", StringComparison.Ordinal) + 1;
        var text = new StringBuilder(end > 0 ? project[..end] : project)
            .Append(Start)
            .Append("  # Written by `make docs` from infra/Configuration; docs/config.md says more.\n");
        foreach (var key in ConfigurationKeys.Namespaces[0].Keys)
        {
            text.Append($"  {key.Path}:\n    type: {key.Type}\n    description: {JsonSerializer.Serialize(Description(key), Readable)}\n");
            if (key is IValueKey && key.HoldsSecret)
            {
                text.Append("    secret: true\n");
            }
            if (Default(key) is { } value)
            {
                text.Append($"    default: {value}\n");
            }
        }
        return text.ToString();
    }

    private static string Description(Key key) =>
        key is KeyGroup { Keys.Count: > 0 } group
            ? $"{key.Description} Its keys: {string.Join(", ", group.Keys.Select(below => below.Name))}."
            : key.Description;

    private static string? Default(Key key) =>
        key switch
        {
            KeyGroup { IsRequired: false } => "{}",
            IValueKey { Fallback: { } fallback } => fallback,
            IValueKey { Absence: not null } => "\"\"",
            _ => null,
        };
}
