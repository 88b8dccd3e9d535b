namespace Infra.Platform;

/// <summary>
/// A list of the steps that were done on the database, kept in a database of the stack's own on the same instance. A job that is made anew,
/// because its image, its script or its place has changed, finds its step there and does it no second time.
/// </summary>
/// <remarks>
/// The administrator may create databases on both clouds; what else it owns differs. A restored copy brings the list along, so a step is
/// named by the birth of the database generation, which no other generation of no other stack has.
/// </remarks>
internal static class DatabaseJournal
{
    /// <summary>The database's name.</summary>
    public const string Database = "infra_journal";

    /// <summary>The variable with the step's name: letters, digits and dashes.</summary>
    public const string Step = "STEP";

    /// <summary>Gives a row where the step was done. A script puts the step where its variable is named.</summary>
    public const string IsDone = $"select 1 from step where name = '${Step}'";

    /// <summary>Says that the step is done.</summary>
    public const string NoteDone = $"insert into step (name) values ('${Step}') on conflict do nothing";

    /// <summary>A statement for what is no shell.</summary>
    /// <param name="statement"><see cref="IsDone"/> or <see cref="NoteDone"/>.</param>
    /// <param name="step">The step's name.</param>
    public static string Of(string statement, string step) => statement.Replace($"${Step}", step, StringComparison.Ordinal);

    /// <summary>
    /// Functions of a POSIX shell. <c>query SQL</c> runs SQL and prints rows; <c>open_journal</c> comes first; <c>is_done</c> tells whether
    /// the step was done; <c>note_done</c> says that it is.
    /// </summary>
    public const string Functions = $$"""
        {{DatabaseClient.Query}}
        journal() { (export PGDATABASE={{Database}}; query "$1"); }
        open_journal() {
          [ -n "$(query "select 1 from pg_database where datname = '{{Database}}'")" ] || query 'create database {{Database}} template template0'
          [ -n "$(journal "select to_regclass('step')")" ] || journal 'create table step (name text primary key, ended timestamptz not null default now())'
        }
        is_done() { [ -n "$(journal "{{IsDone}}")" ]; }
        note_done() { journal "{{NoteDone}}"; }
        """;
}
