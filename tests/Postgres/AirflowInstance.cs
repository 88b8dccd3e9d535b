namespace Infra.Tests.Postgres;

/// <summary>An instance with three deployments' databases, as differently owned as they come, and two that are no deployment's.</summary>
internal static class AirflowInstance
{
    /// <summary>The deployments: their database and role, and the schema that Airflow's tables are in.</summary>
    public static readonly (string Name, string Schema)[] Deployments = [("nova_airflow", "airflow"), ("Solar-flare 7_airflow", "airflow"), ("quasar_airflow", "tables")];

    /// <summary>Seeds the databases as Houston does: roles are the administrator's, tables the deployments' own.</summary>
    public static async Task SeedAsync(PostgresServer server)
    {
        foreach (var (name, schema) in Deployments)
        {
            await server.QueryAsync("postgres", $"create role \"{name}\" login password 'x'", PostgresServer.Admin);
            await server.QueryAsync("postgres", $"create database \"{name}\"", PostgresServer.Admin);
            await server.QueryAsync(name, $"create schema {schema} authorization \"{name}\"");
            await server.QueryAsync(name, $"""
                create table {schema}.dag (dag_id varchar(250) primary key, is_paused boolean, is_active boolean, fileloc varchar(2000));
                create table {schema}.dag_run (id serial primary key, dag_id varchar(250), run_id varchar(250), state varchar(50), end_date timestamptz);
                insert into {schema}.dag values ('etl', false, true, 'etl.py'), ('report', true, true, 'report.py'), ('old', null, false, 'old.py'), ('of {name}', false, true, 'x.py');
                """, name);
        }
        // One that is the deployment's own, and the role is not even allowed to be used by its creator.
        await server.QueryAsync("postgres", "alter database quasar_airflow owner to quasar_airflow");
        await server.QueryAsync("quasar_airflow", "revoke temporary on database quasar_airflow from public");
        await server.QueryAsync("postgres", "create database astronomer_houston", PostgresServer.Admin);
        await server.QueryAsync("astronomer_houston", "create table dag (dag_id text, name text); insert into dag values ('not', 'Airflow''s')", PostgresServer.Admin);
        await server.QueryAsync("postgres", "create database rdsadmin");
        await server.QueryAsync("postgres", "alter database rdsadmin with allow_connections true connection limit 0");
    }

    /// <summary>Every DAG of every deployment with its state.</summary>
    public static async Task<string[]> DagsAsync(PostgresServer server)
    {
        var all = new List<string>();
        foreach (var (name, schema) in Deployments)
        {
            all.AddRange(await server.QueryAsync(name, $"select '{name}', dag_id, coalesce(is_paused::text, 'null') from {schema}.dag order by dag_id"));
        }
        return [.. all];
    }

    /// <summary>Those that a scheduler would start something of.</summary>
    public static async Task<string[]> ActiveAsync(PostgresServer server) =>
        [.. (await DagsAsync(server)).Where(dag => !dag.EndsWith("|true", StringComparison.Ordinal))];

    /// <summary>Everything in all databases that could have been left behind: schemas, triggers, functions, memberships.</summary>
    public static async Task<string[]> ThingsAsync(PostgresServer server)
    {
        var all = new List<string>(await server.QueryAsync("postgres",
            "select roleid::regrole, member::regrole, admin_option from pg_auth_members where roleid >= 16384 order by 1, 2, 3"));
        foreach (var database in Deployments.Select(deployment => deployment.Name).Append("astronomer_houston"))
        {
            all.AddRange(await server.QueryAsync(database, $"""
                select '{database}', nspname from pg_namespace where nspname !~ '^pg_'
                union all select '{database}', tgname from pg_trigger where not tgisinternal
                union all select '{database}', proname from pg_proc where pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema') order by 2
                """));
        }
        return [.. all];
    }
}
