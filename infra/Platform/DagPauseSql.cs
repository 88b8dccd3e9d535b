namespace Infra.Platform;

/// <summary>
/// The steps of <see cref="DagPause"/>. Each is one statement, so each database is changed as a whole or not at all, and a step that was
/// killed is simply run again. A database in which no schema has Airflow's table of DAGs is left as it is.
/// </summary>
internal static class DagPauseSql
{
    // The owner of a deployment's table is the deployment's own role. Whoever was joined for the step is left again at its end.
    private static readonly string EachDeployment = $"""
          for deployment in
            select space.nspname as space, dag.oid::regclass as dag, array[dag.relowner, space.nspowner, base.datdba] as owners
            from pg_class dag
            join pg_namespace space on space.oid = dag.relnamespace
            join pg_database base on base.datname = current_database()
            where dag.relname = 'dag' and dag.relkind in ('r', 'p') and space.nspname !~ '^(pg_|information_schema$)' and space.nspname <> 'infra_pause'
              and exists (select from pg_attribute where attrelid = dag.oid and attname = 'dag_id' and not attisdropped)
              and exists (select from pg_attribute where attrelid = dag.oid and attname = 'is_paused' and atttypid = 'boolean'::regtype and not attisdropped)
          loop
            {DatabaseRole.JoinOwners("The DAGs that role % owns can not be paused or resumed. Grant that role to %.")}
            execute format('lock table %s in share row exclusive mode', deployment.dag);
        """;

    /// <summary>
    /// Keeps the state of every DAG in a table of the stack's own in the same database, pauses them, and has a trigger do the same with
    /// those that come. What was kept is not overwritten by a second run, but for a DAG that somebody has set going meanwhile.
    /// </summary>
    public static readonly string Hold = $"""
        do $step$
        declare
          deployment record;
          owner name;
          joined name[] := array[]::name[];
          held bigint;
        begin
        {EachDeployment}
            create schema if not exists infra_pause;
            create table if not exists infra_pause.dag (space name, dag_id text, is_paused boolean, primary key (space, dag_id));
            create or replace function infra_pause.hold() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $hold$
            begin
              insert into infra_pause.dag values (tg_table_schema, new.dag_id, new.is_paused) on conflict do nothing;
              new.is_paused := true;
              return new;
            end
            $hold$;
            if not exists (select from pg_trigger where tgrelid = deployment.dag and tgname = 'infra_pause') then
              execute format('create trigger infra_pause before insert on %s for each row execute function infra_pause.hold()', deployment.dag);
            end if;
            execute format('insert into infra_pause.dag as kept select %L, dag_id, is_paused from %s on conflict (space, dag_id) do update '
              'set is_paused = excluded.is_paused where excluded.is_paused is distinct from true', deployment.space, deployment.dag);
            execute format('update %s set is_paused = true where is_paused is distinct from true', deployment.dag);
            get diagnostics held = row_count;
            raise notice '%: % DAGs were not paused, and are now.', current_database(), held;
          end loop;
          {DatabaseRole.LeaveJoined}
        end
        $step$
        """;

    /// <summary>
    /// Gives every DAG the state that was kept, but for those that somebody has set going meanwhile, and takes away what the pause has
    /// made.
    /// </summary>
    public static readonly string GiveBack = $"""
        do $step$
        declare
          deployment record;
          owner name;
          joined name[] := array[]::name[];
          given bigint;
        begin
          if to_regnamespace('infra_pause') is null then
            return;
          end if;
        {EachDeployment}
            execute format('drop trigger if exists infra_pause on %s', deployment.dag);
            execute format('update %s dag set is_paused = kept.is_paused from infra_pause.dag kept where kept.space = %L and kept.dag_id = dag.dag_id '
              'and dag.is_paused and kept.is_paused is distinct from true', deployment.dag, deployment.space);
            get diagnostics given = row_count;
            raise notice '%: % DAGs go on.', current_database(), given;
          end loop;
          drop schema infra_pause cascade;
          {DatabaseRole.LeaveJoined}
        end
        $step$
        """;
}
