namespace Infra.Platform;

/// <summary>
/// A list of the steps that were done on the database, kept in a database of the stack's own on the same instance. A job that is made anew,
/// because its image, its script or its place has changed, finds its step there and does it no second time.
/// </summary>
/// <remarks>
/// The administrator may create databases on both clouds; what else it owns differs. A restored copy brings the list along, so a step is named
/// by the birth of the database generation, which no other generation of no other stack has.
/// </remarks>
internal static class DatabaseJournal
{
    /// <summary>The database's name.</summary>
    public const string Database = "infra_journal";

    /// <summary>The variable with the step's name: letters, digits and dashes.</summary>
    public const string Step = "STEP";

    /// <summary>
    /// Functions of a POSIX shell. <c>query SQL</c> runs SQL and prints rows; <c>open_journal</c> comes first; <c>is_done</c> tells whether the
    /// step was done; <c>note_done</c> says that it is.
    /// </summary>
    public const string Functions = $$"""
        query() { psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --command "$1" < /dev/null; }
        journal() { (export PGDATABASE={{Database}}; query "$1"); }
        open_journal() {
          [ -n "$(query "select 1 from pg_database where datname = '{{Database}}'")" ] || query 'create database {{Database}} template template0'
          [ -n "$(journal "select to_regclass('step')")" ] || journal 'create table step (name text primary key, ended timestamptz not null default now())'
        }
        is_done() { [ -n "$(journal "select 1 from step where name = '${{Step}}'")" ]; }
        note_done() { journal "insert into step (name) values ('${{Step}}') on conflict do nothing"; }
        """;
}
