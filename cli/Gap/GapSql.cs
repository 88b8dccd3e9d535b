using Infra.Platform;

namespace Infra.Cli.Gap;

/// <summary>What is asked of the two instances. A row is JSON in one line, whatever stands in a name.</summary>
internal static class GapSql
{
    /// <summary>
    /// Begins a transaction that only reads. What the stack's user may not read it may read once it has the owner's role; the role is given
    /// in the same transaction, which is never committed, so that nobody else sees it and nothing of it stays.
    /// </summary>
    public static readonly string Begin = $"""
        begin read write;
        do $join$
        declare
          deployment record;
          owner name;
          joined name[] := array[]::name[];
        begin
          for deployment in
            select array[thing.relowner, space.nspowner] as owners from pg_class thing join pg_namespace space on space.oid = thing.relnamespace
            where thing.relname in ('Deployment', 'User', 'dag_run', 'task_instance') and thing.relkind in ('r', 'p') and space.nspname !~ '^pg_'
              and not (has_schema_privilege(space.oid, 'USAGE') and has_table_privilege(thing.oid, 'SELECT'))
          loop
            {DatabaseRole.JoinOwners("What role % owns can not be read. Grant that role to %.")}
          end loop;
        end
        $join$;
        set transaction read only
        """;

    /// <summary>The databases, one a row.</summary>
    public static readonly string Databases = $"select to_json(known.datname) from ({DagPause.Databases}) known";

    /// <summary>Airflow's tables with their schema and columns.</summary>
    public const string Tables = """
        select json_build_object('schema', thing.relnamespace::regnamespace, 'table', thing.relname, 'columns', json_agg(attname))
        from pg_class thing join pg_namespace space on space.oid = thing.relnamespace join pg_attribute on attrelid = thing.oid
        where thing.relname in ('dag_run', 'task_instance') and thing.relkind in ('r', 'p') and space.nspname !~ '^pg_' and attnum > 0 and not attisdropped
        group by thing.relnamespace, thing.relname
        """;
}
