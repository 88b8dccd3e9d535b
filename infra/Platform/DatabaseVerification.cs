using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Infra.Platform;

/// <summary>
/// Proves that a restored database is the one that was asked for: whole, of the right instant, with roles that may log in and secrets that
/// the stack's fernet key opens. It runs before the release, so that no scheduler has written anything yet and no public name has moved.
/// </summary>
internal static class DatabaseVerification
{
    /// <summary>What the job's name begins with.</summary>
    public const string Noun = "verify-database";

    /// <summary>How far the clocks of the old cluster's nodes may have been ahead of the database's, or behind it.</summary>
    public const int ClockSkewSeconds = 60;

    /// <summary>
    /// What the job runs: the check in each database, then the comparison over all of them. A fernet key is two halves; the database gets
    /// the half that signs and not the one that encrypts. https://github.com/fernet/spec/blob/master/Spec.md#fernet-format
    /// </summary>
    public static readonly string Script = $$"""
        set -eu
        {{DatabaseJournal.Functions}}
        open_journal
        if is_done; then
          echo "This generation of the database was verified before."
          exit 0
        fi
        signing=$(printf '%s' "$FERNET_KEYS" | tr ',' '\n' | cut -c1-22 | tr '\n' ',')
        export PGOPTIONS="-c infra.fernet=$signing -c infra.instant=$INSTANT -c infra.skew={{ClockSkewSeconds}}"
        faults=0
        newest=0
        fault() { faults=$((faults + 1)); echo "FAULT: $1" >&2; }
        names=$(query "$DATABASES")
        case "
        $names
        " in
          *"
        astronomer_houston
        "*) ;;
          *) fault "The instance is empty: it holds no database astronomer_houston." ;;
        esac
        IFS='
        '
        for name in $names; do
          export PGDATABASE="$name"
          if seen=$(query "$CHECK"); then
            [ "${seen:-0}" -le "$newest" ] || newest=$seen
          else
            faults=$((faults + 1))
          fi
        done
        export PGDATABASE=postgres
        if [ "$newest" -gt 0 ]; then
          echo "The newest record of any deployment is of $(query "select to_timestamp($newest)")."
          if [ -n "$INSTANT" ] && [ "$(query "select extract(epoch from timestamptz '$INSTANT')::bigint - $newest")" -gt "$((NEWEST_WITHIN_MINUTES * 60))" ]; then
            fault "It is more than $NEWEST_WITHIN_MINUTES minutes older than $INSTANT, which was asked for. Where nothing ran for so long, raise infra:verification.newestWithinMinutes."
          fi
        else
          echo "No deployment has a record, so nothing tells of which instant the database is."
        fi
        if [ "$faults" -gt 0 ]; then
          echo "$faults faults: this is not the database that was asked for. Nothing was started on it. Restore again, as the next generation." >&2
          if [ "$ACCEPTED" != true ]; then
            echo "Where you have looked and want it all the same, write infra:verification: { acceptDatabase: $GENERATION } and run up again." >&2
            exit 1
          fi
          echo "infra:verification.acceptDatabase says that somebody has looked and wants it." >&2
        fi
        note_done
        echo "Verified."
        """;

    /// <summary>Declares the job, where the database was born from data; null where it was not.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which database, what a person has accepted, and where images come from.</param>
    /// <param name="postgres">The database that is verified.</param>
    /// <param name="login">The login check, which has proven that the alias leads to it.</param>
    public static Job? Declare(InCluster cluster, PlatformConfig config, PostgresAccess postgres, Resource login)
    {
        var (database, verification) = (config.Foundation.Database, config.Verification);
        if (database.Generation == 1 && database.Restore is null)
        {
            return null;
        }
        var container = DatabaseClient.Container(
            config.Chart,
            postgres,
            postgres.Host,
            Script,
            (DatabaseJournal.Step, Output.Format($"verified-{postgres.Birth}")),
            ("DATABASES", DagPause.Databases),
            ("CHECK", DatabaseVerificationSql.Check),
            ("INSTANT", postgres.BornFrom.Apply(RestoreSource.InstantOf)),
            ("NEWEST_WITHIN_MINUTES", verification.NewestWithinMinutes.ToString(CultureInfo.InvariantCulture)),
            ("GENERATION", database.Generation.ToString(CultureInfo.InvariantCulture)),
            ("ACCEPTED", verification.Accepts(database.Generation) ? "true" : "false")
        );
        container.Env.Add(
            new EnvVarArgs
            {
                Name = "FERNET_KEYS",
                ValueFrom = new EnvVarSourceArgs
                {
                    SecretKeyRef = new SecretKeySelectorArgs { Name = PlatformSecrets.Fernet, Key = PlatformSecrets.FernetKey },
                },
            }
        );
        // The verdict, and not only an exit status, stands in the pod's own status, where kubectl describe and the provider find it.
        container.TerminationMessagePolicy = "FallbackToLogsOnError";
        return DatabaseJob.Declare(Noun, cluster, config, container, login);
    }
}
