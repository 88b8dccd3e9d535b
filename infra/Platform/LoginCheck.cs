using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;

namespace Infra.Platform;

/// <summary>
/// Proves, before the platform starts, that the alias leads to the active database and that the stack's user can log in there over
/// TLS; then ends the sessions that an older platform has left, because an open connection outlives the fence's rule. It ends them once for
/// each pair of generations: a job that is made anew, because an image or a node's label has changed, leaves a healthy platform's alone.
/// </summary>
internal static class LoginCheck
{
    /// <summary>
    /// What the job runs. Two names are of the same server when it started at the same microsecond; a DNS answer lives for a minute,
    /// and a restored database warms up, so it tries for a while.
    /// </summary>
    public const string Script = $$"""
        set -eu
        {{DatabaseJournal.Functions}}
        started() { psql --no-psqlrc --no-align --tuples-only --command 'select pg_postmaster_start_time()'; }
        tries=60
        until active=$(PGHOST=$ADDRESS; started) && reached=$(started) && [ "$active" = "$reached" ]; do
          tries=$((tries - 1))
          if [ "$tries" -le 0 ]; then
            echo "The alias does not lead to the active database, or the login fails; see the lines above." >&2
            exit 1
          fi
          sleep 10
        done
        echo "Logged in by the alias, over TLS."
        open_journal
        if is_done; then
          echo "The sessions of the older platform were ended before."
        else
          query "$END_SESSIONS"
          note_done
        fi
        """;

    /// <summary>
    /// Ends all other sessions but those of the cloud's own roles. Only members of a role may end its sessions; who can not be ended is
    /// named, and the job fails.
    /// </summary>
    public static readonly string EndSessions = $"""
        do $$
        declare
          other record;
        begin
          for other in
            select session.pid, session.usename, session.usesysid
            from pg_stat_activity session join pg_roles role on role.oid = session.usesysid
            where session.pid <> pg_backend_pid() and not role.rolsuper and role.rolname !~ '^(cloudsql|rds)'
          loop
            if not pg_has_role(other.usesysid, 'USAGE') and not pg_has_role('pg_signal_backend', 'USAGE') then
              {DatabaseRole.Join("other.usename", "The sessions of role % can not be ended. Grant pg_signal_backend to %.")}
            end if;
            perform pg_terminate_backend(other.pid);
          end loop;
        end
        $$
        """;

    /// <summary>Declares the job.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which database, and where images come from.</param>
    /// <param name="postgres">The database that is checked.</param>
    /// <param name="before">What must stand first.</param>
    public static Job Declare(InCluster cluster, PlatformConfig config, PostgresAccess postgres, params Resource[] before) =>
        DatabaseJob.Declare(
            "login-check",
            cluster,
            config,
            DatabaseClient.Container(
                config.Chart,
                postgres,
                postgres.Host,
                Script,
                ("ADDRESS", postgres.Address),
                (DatabaseJournal.Step, Output.Format($"sessions-ended-{postgres.Birth}-g{cluster.Generation}")),
                ("END_SESSIONS", EndSessions)
            ),
            before
        );
}
