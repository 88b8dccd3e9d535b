namespace Infra.Platform;

/// <summary>
/// How Houston's deployments and users are read from its database. Its schema is not published: where a table looks otherwise than we know
/// it, there is no statement, and whoever asks compares nothing.
/// </summary>
internal static class HoustonRecords
{
    /// <summary>Houston's database.</summary>
    public const string Database = "astronomer_houston";

    /// <summary>Gives the statement that reads the releases' names, one a row; no row where the table is not found.</summary>
    public static readonly string Deployments = Statement("Deployment", "releaseName");

    /// <summary>The same for the users' names.</summary>
    public static readonly string Users = Statement("User", "username");

    private static string Statement(string table, string column) =>
        $"""
            select format('select "{column}" from %s%s', t.oid::regclass,
              case when exists (select from pg_attribute where attrelid = t.oid and attname = 'deletedAt' and not attisdropped) then ' where "deletedAt" is null' else '' end)
            from pg_class t where t.relname = '{table}' and t.relkind in ('r', 'p')
              and exists (select from pg_attribute where attrelid = t.oid and attname = '{column}' and not attisdropped) limit 1
            """;
}
