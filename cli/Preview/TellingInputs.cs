using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Cli.Preview;

/// <summary>The inputs by which a person recognises a resource and judges it. Only what stands here is ever shown.</summary>
internal static class TellingInputs
{
    private static readonly ImmutableArray<string> PhysicalNames =
    [
        "name",
        "identifier",
        "bucket",
        "accountId",
        "secretId",
        "metadata.name",
        "clusterName",
    ];

    // Paths into the inputs; none of them is secret. A cloud may give these, so they are shown only where they are known.
    private static readonly ImmutableArray<string> Perhaps =
    [
        .. PhysicalNames,
        "role",
        "service",
        "serviceAccount",
        "namespace",
        "chart",
        "version",
        "addonName",
        "addonVersion",
        "restoreToPointInTime",
        "clone",
        "snapshotIdentifier",
        "restoreBackupContext",
        "pointInTimeRestoreContext",
        "cidrBlock",
        "ipCidrRange",
        "dnsName",
        "keepers",
    ];

    // These the program says by itself, even where something beside them is not known and hides the whole.
    private static readonly ImmutableArray<string> Always =
    [
        "engineVersion",
        "databaseVersion",
        "settings.edition",
        "settings.tier",
        "settings.availabilityType",
        "settings.diskSize",
        "instanceClass",
        "allocatedStorage",
        "multiAz",
        "backupRetentionPeriod",
        "backupWindow",
        "settings.backupConfiguration.startTime",
        "settings.backupConfiguration.backupRetentionSettings.retainedBackups",
        "settings.backupConfiguration.transactionLogRetentionDays",
        "deletionProtection",
        "minMasterVersion",
        "instanceTypes",
        "nodeConfig.machineType",
        "nodeConfig.spot",
        "capacityType",
        "scalingConfig",
        "autoscaling",
        "ttl",
    ];

    /// <summary>The inputs by their last names, in the order in which they are read.</summary>
    /// <param name="resource">The resource as a preview declares it.</param>
    /// <param name="whole">The same as an <c>up</c> would declare it, with every value known.</param>
    public static ImmutableArray<(string Name, object Value)> Of(DeclaredResource resource, DeclaredResource whole) =>
        [.. Found(resource, Perhaps), .. Found(whole, Always)];

    /// <summary>The name in the cloud, or the logical one where the cloud gives the name.</summary>
    public static string PhysicalName(DeclaredResource resource) =>
        PhysicalNames.Select(path => Find(resource, path)).OfType<string>().FirstOrDefault(resource.Name);

    /// <summary>A value in one line.</summary>
    public static string Text(object? value) =>
        value switch
        {
            ImmutableArray<object> list => $"[{string.Join(", ", list.Select(Text))}]",
            ImmutableDictionary<string, object> map =>
                $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}: {Text(pair.Value)}").Order(StringComparer.Ordinal))}}}",
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private static IEnumerable<(string Name, object Value)> Found(DeclaredResource resource, ImmutableArray<string> paths)
    {
        foreach (var path in paths)
        {
            if (Find(resource, path) is { } value)
            {
                yield return (path[(path.LastIndexOf('.') + 1)..], value);
            }
        }
    }

    private static object? Find(DeclaredResource resource, string path)
    {
        var steps = path.Split('.');
        var value = resource.Inputs.GetValueOrDefault(steps[0]);
        foreach (var step in steps.Skip(1))
        {
            value = (value as ImmutableDictionary<string, object>)?.GetValueOrDefault(step);
        }
        return value;
    }
}
