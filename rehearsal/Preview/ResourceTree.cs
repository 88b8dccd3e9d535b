using System.Collections.Immutable;
using Pulumi;

namespace Infra.Rehearsal.Preview;

/// <summary>The declared resources as a tree: components, and below them what they declare.</summary>
public static class ResourceTree
{
    // The inputs by which a person recognises a thing; none of them is ever secret.
    private static readonly ImmutableArray<string> Telling =
    [
        "name", "identifier", "bucket", "accountId", "secretId", "role", "service", "addonName", "serviceAccount",
        "engineVersion", "databaseVersion", "version", "instanceClass", "instanceTypes", "multiAz", "backupRetentionPeriod",
        "restoreToPointInTime", "clone", "cidrBlock", "ipCidrRange", "dnsName", "ttl", "keepers",
    ];

    /// <summary>Writes the tree.</summary>
    public static void Write(ImmutableArray<DeclaredResource> resources, TextWriter page)
    {
        ArgumentNullException.ThrowIfNull(page);
        // A resource whose parent was not declared here hangs from the stack itself.
        var declared = resources.Select(resource => resource.Resource).ToHashSet();
        var children = resources.ToLookup(resource => resource.Options.Parent is { } parent && declared.Contains(parent) ? parent : null);
        WriteBelow(null, "");

        void WriteBelow(Resource? parent, string indent)
        {
            foreach (var child in children[parent].OrderBy(child => child.Type, StringComparer.Ordinal).ThenBy(child => child.Name, StringComparer.Ordinal))
            {
                page.WriteLine($"{indent}{Line(child)}");
                WriteBelow(child.Resource, indent + "  ");
            }
        }
    }

    private static string Line(DeclaredResource resource)
    {
        var known = Telling.Where(resource.Inputs.ContainsKey).Select(key => $"{key}={Text(resource.Inputs[key])}");
        var kept = string.Join(", ", Lifetime(resource.Options));
        return string.Join("  ", new[] { $"+ {resource.Name}", resource.Type, string.Join(" ", known), kept.Length > 0 ? $"[{kept}]" : "" }.Where(part => part.Length > 0));
    }

    private static IEnumerable<string> Lifetime(ResourceOptions options)
    {
        if (options.Protect == true)
        {
            yield return "protected";
        }
        if (options.RetainOnDelete == true)
        {
            yield return "stays in the cloud";
        }
        if (options.DeletedWith is { } with)
        {
            yield return $"goes with {with.GetResourceName()}";
        }
    }

    private static string Text(object value) => value switch
    {
        ImmutableArray<object> list => $"[{string.Join(", ", list.Select(Text))}]",
        ImmutableDictionary<string, object> map => $"{{{string.Join(", ", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {Text(pair.Value)}"))}}}",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
