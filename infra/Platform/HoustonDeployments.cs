namespace Infra.Platform;

/// <summary>
/// How Houston's deployments are read from its database. Its schema is not published: where the table looks otherwise than we know it,
/// there is no statement, and whoever asks compares nothing.
/// </summary>
internal static class HoustonDeployments
{
    /// <summary>Houston's database.</summary>
    public const string Database = "astronomer_houston";

    /// <summary>Gives the statement that reads the releases' names, one a row; no row where the table is not found.</summary>
    public const string Statement = """
        select format('select "releaseName" from %s%s', t.oid::regclass,
          case when exists (select from pg_attribute where attrelid = t.oid and attname = 'deletedAt' and not attisdropped) then ' where "deletedAt" is null' else '' end)
        from pg_class t where t.relname = 'Deployment' and t.relkind in ('r', 'p')
          and exists (select from pg_attribute where attrelid = t.oid and attname = 'releaseName' and not attisdropped) limit 1
        """;
}
