namespace Infra.Tests.Postgres;

/// <summary>An instance with three deployments' databases, as differently owned as they come, and two that are no deployment's.</summary>
internal static class AirflowInstance
{
    /// <summary>The deployments: their database and role, and the schema that Airflow's tables are in.</summary>
    public static readonly (string Name, string Schema)[] Deployments =
    [
        ("nova_airflow", "airflow"),
        ("Solar-flare 7_airflow", "airflow"),
        ("quasar_airflow", "tables"),
    ];

    /// <summary>Seeds the databases as Houston does: roles are the administrator's, tables the deployments' own.</summary>
    public static async Task SeedAsync(PostgresServer server)
    {
        foreach (var (name, schema) in Deployments)
        {
            await server.QueryAsync("postgres", $"create role \"{name}\" login password 'x'", PostgresServer.Admin);
            await server.QueryAsync("postgres", $"create database \"{name}\"", PostgresServer.Admin);
            await server.QueryAsync(name, $"create schema {schema} authorization \"{name}\"");
            await server.QueryAsync(
                name,
                $"""
                create table {schema}.dag (dag_id varchar(250) primary key, is_paused boolean, is_active boolean, fileloc varchar(2000));
                create table {schema}.dag_run (id serial primary key, dag_id varchar(250), run_id varchar(250), state varchar(50), end_date timestamptz);
                insert into {schema}.dag values ('etl', false, true, 'etl.py'), ('report', true, true, 'report.py'), ('old', null, false, 'old.py'), ('of {name}', false, true, 'x.py');
                """,
                name
            );
        }
        // One that is the deployment's own, and the role is not even allowed to be used by its creator.
        await server.QueryAsync("postgres", "alter database quasar_airflow owner to quasar_airflow");
        await server.QueryAsync("quasar_airflow", "revoke temporary on database quasar_airflow from public");
        await server.QueryAsync("postgres", "create database astronomer_houston", PostgresServer.Admin);
        await server.QueryAsync(
            "astronomer_houston",
            "create table dag (dag_id text, name text); insert into dag values ('not', 'Airflow''s')",
            PostgresServer.Admin
        );
        await server.QueryAsync("postgres", "create database rdsadmin");
        await server.QueryAsync("postgres", "alter database rdsadmin with allow_connections true connection limit 0");
    }

    /// <summary>
    /// Fills every deployment as one that ran until 13:02:25 on 23 November 2026: with runs, a scheduler's heartbeat, and secrets that a
    /// key has encrypted; and Houston with what it knows of deployments.
    /// </summary>
    public static async Task FillAsync(PostgresServer server, string fernetKey)
    {
        foreach (var (name, schema) in Deployments)
        {
            await server.QueryAsync(
                name,
                $"""
                alter table {schema}.dag_run add start_date timestamptz;
                create table {schema}.task_instance (task_id text, dag_id text, run_id text, state text, start_date timestamptz, end_date timestamptz);
                create table {schema}.job (id serial primary key, job_type text, latest_heartbeat timestamptz);
                create table {schema}.connection (id serial primary key, conn_id text, password text, extra text, is_encrypted boolean, is_extra_encrypted boolean);
                create table {schema}.variable (id serial primary key, key text, val text, is_encrypted boolean);
                insert into {schema}.dag_run (dag_id, run_id, state, start_date, end_date) values ('etl', 'one', 'success', '2026-11-23T12:50:00Z', '2026-11-23T13:00:00Z'), ('etl', 'two', 'running', '2026-11-23T13:01:00Z', null);
                insert into {schema}.task_instance values ('load', 'etl', 'one', 'success', '2026-11-23T12:51:00Z', '2026-11-23T12:59:00Z');
                insert into {schema}.job (job_type, latest_heartbeat) values ('SchedulerJob', '2026-11-23T13:02:25Z');
                insert into {schema}.connection (conn_id, password, extra, is_encrypted, is_extra_encrypted) values
                  ('warehouse', '{FernetToken.Of(fernetKey, "a password")}', '{FernetToken.Of(
                    fernetKey,
                    """{ "role": "loader", "and": "more than one block of text" }"""
                )}', true, true);
                insert into {schema}.connection (conn_id, password, is_encrypted) values ('open', 'as it stands', false), ('none', null, true);
                insert into {schema}.variable (key, val, is_encrypted) values ('token', '{FernetToken.Of(
                    fernetKey,
                    "a variable"
                )}', true), ('plain', 'as it stands', false);
                """,
                name
            );
        }
        await server.QueryAsync("postgres", "grant create on database astronomer_houston to postgres");
        await server.QueryAsync(
            "astronomer_houston",
            """
            create schema "houston$default";
            create table "houston$default"."Deployment" (id text, "releaseName" text, "deletedAt" timestamptz);
            insert into "houston$default"."Deployment" values ('1', 'nova', null), ('2', 'Solar-flare 7', null), ('3', 'quasar', null), ('4', 'gone-long-ago', now());
            """,
            PostgresServer.Admin
        );
    }

    /// <summary>Every DAG of every deployment with its state.</summary>
    public static async Task<string[]> DagsAsync(PostgresServer server)
    {
        var all = new List<string>();
        foreach (var (name, schema) in Deployments)
        {
            all.AddRange(
                await server.QueryAsync(
                    name,
                    $"select '{name}', dag_id, coalesce(is_paused::text, 'null') from {schema}.dag order by dag_id"
                )
            );
        }
        return [.. all];
    }

    /// <summary>Those that a scheduler would start something of.</summary>
    public static async Task<string[]> ActiveAsync(PostgresServer server) =>
        [.. (await DagsAsync(server)).Where(dag => !dag.EndsWith("|true", StringComparison.Ordinal))];

    /// <summary>Everything in all databases that could have been left behind: schemas, triggers, functions, memberships.</summary>
    public static async Task<string[]> ThingsAsync(PostgresServer server)
    {
        var all = new List<string>(
            await server.QueryAsync(
                "postgres",
                "select roleid::regrole, member::regrole, admin_option from pg_auth_members where roleid >= 16384 order by 1, 2, 3"
            )
        );
        foreach (var database in Deployments.Select(deployment => deployment.Name).Append("astronomer_houston"))
        {
            all.AddRange(
                await server.QueryAsync(
                    database,
                    $"""
                    select '{database}', nspname from pg_namespace where nspname !~ '^pg_'
                    union all select '{database}', tgname from pg_trigger where not tgisinternal
                    union all select '{database}', proname from pg_proc where pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema') order by 2
                    """
                )
            );
        }
        return [.. all];
    }
}
