namespace Infra.Platform;

/// <summary>
/// SQL by which the stack's administrator, who is no superuser, joins a role that it may not act for. Since Postgres 16 the creator of a
/// role may, and before that whoever may create roles (https://www.postgresql.org/docs/16/release-16.html); so it is tried, not asked.
/// </summary>
internal static class DatabaseRole
{
    /// <summary>A block of PL/pgSQL.</summary>
    /// <param name="role">The variable that holds the role's name.</param>
    /// <param name="failure">What can not be done if it fails, with a % for the role, and who may help with another.</param>
    public static string Join(string role, string failure) =>
        $"""
            begin
              execute format('grant %I to current_user', {role});
            exception when insufficient_privilege then
              raise exception '{failure}', {role}, current_user;
            end;
            """;

    /// <summary>
    /// Joins every role that owns a deployment's things, so that its tables can be read and changed. Whoever was joined is left again by
    /// <see cref="LeaveJoined"/>.
    /// </summary>
    /// <param name="failure">As <see cref="Join"/> takes it.</param>
    /// <remarks>The block declares <c>deployment.owners oid[]</c>, <c>owner name</c> and <c>joined name[]</c>.</remarks>
    public static string JoinOwners(string failure) =>
        $"""
            for owner in select rolname from pg_roles where oid = any (deployment.owners) and not pg_has_role(oid, 'USAGE') loop
              {Join("owner", failure)}
              joined := joined || owner;
            end loop;
            """;

    /// <summary>Leaves the roles that were joined.</summary>
    public const string LeaveJoined = """
        foreach owner in array joined loop
          execute format('revoke %I from current_user', owner);
        end loop;
        """;
}
