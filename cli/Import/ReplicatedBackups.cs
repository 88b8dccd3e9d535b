using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Cli.Import;

/// <summary>
/// What <c>aws rds describe-db-instance-automated-backups</c> lists in the region of the copies: backups by ARN, with the ARN of the
/// instance that each follows. AWS makes both up, and neither bears a tag.
/// </summary>
internal sealed class ReplicatedBackups
{
    /// <summary>The type of a replication.</summary>
    public const string Type = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";

    private readonly ImmutableArray<(string Copy, string Source)> _backups;

    private ReplicatedBackups(ImmutableArray<(string, string)> backups) => _backups = backups;

    /// <summary>Reads the listing; null where nothing is copied. What is retained of an instance that is gone follows none.</summary>
    public static ReplicatedBackups Parse(string? json) =>
        new(
            json is null
                ? []
                :
                [
                    .. from backup in JsonNode.Parse(json)!["DBInstanceAutomatedBackups"]!.AsArray()
                    where backup.Text("Status") != "retained"
                    select (backup.Text("DBInstanceAutomatedBackupsArn") ?? "", backup.Text("DBInstanceArn") ?? ""),
                ]
        );

    /// <summary>The ARN of an instance that is replicated, by its identifier.</summary>
    public string? SourceOf(string? identifier) =>
        _backups.Select(backup => backup.Source).FirstOrDefault(source => source.EndsWith($":db:{identifier}", StringComparison.Ordinal));

    /// <summary>The ARN of the backups that follow an instance.</summary>
    public string? Of(string? source) => _backups.Where(backup => backup.Source == source).Select(backup => backup.Copy).FirstOrDefault();
}
