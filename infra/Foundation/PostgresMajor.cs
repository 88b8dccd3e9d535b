using System.Globalization;
using System.Text.RegularExpressions;
using Pulumi;

namespace Infra.Foundation;

/// <summary>Postgres' major version on a living instance: it is raised in place, by one edit, and never goes back.</summary>
internal static partial class PostgresMajor
{
    /// <summary>The oldest that both clouds offer.</summary>
    public const int Oldest = 13;

    /// <summary>The newest that the chart supports.</summary>
    public const int Newest = 17;

    /// <summary>
    /// Runs before an instance is updated, in preview too, and refuses a lower version. Both clouds refuse it, minutes later.
    /// </summary>
    /// <param name="database">The active generation.</param>
    /// <param name="name">The instance's physical name.</param>
    /// <param name="property">The input that holds the version, for example <c>engineVersion</c>.</param>
    public static ResourceHook RefuseLower(DatabaseSpec database, string name, string property) =>
        new(
            $"database-g{database.Generation}-never-goes-back",
            (args, _) =>
            {
                var (stands, wanted) = (Of(args.OldInputs?.GetValueOrDefault(property)), Of(args.NewInputs?.GetValueOrDefault(property)));
                return stands is null || wanted is null || wanted >= stands
                    ? Task.CompletedTask
                    : throw new InvalidOperationException(
                        $"{name} is at Postgres {stands}, and infra:database.postgresVersion says {wanted}. A major version never goes "
                            + "back.\n"
                            + $"Write postgresVersion: {stands}. To have the rows as they were before the upgrade, restore the backup "
                            + "that was made before it:\n"
                            + $"  infra:database:\n    generation: {database.Generation + 1}\n    postgresVersion: {wanted}\n    restore: "
                            + "{ backup: NAME }"
                    );
            },
            new() { OnDryRun = true }
        );

    // RDS writes 16 or 16.4, Cloud SQL POSTGRES_16.
    private static int? Of(object? version) =>
        version is string text && Major().Match(text) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^(?:POSTGRES_)?([0-9]{1,3})(?:\.|$)")]
    private static partial Regex Major();
}
