namespace Infra.Platform;

/// <summary>
/// SQL by which the stack's administrator, who is no superuser, joins a role that it may not act for. Since Postgres 16 the creator of a role
/// may, and before that whoever may create roles (https://www.postgresql.org/docs/16/release-16.html); so it is tried, not asked.
/// </summary>
internal static class DatabaseRole
{
    /// <summary>A block of PL/pgSQL.</summary>
    /// <param name="role">The variable that holds the role's name.</param>
    /// <param name="failure">What can not be done if it fails, with a % for the role, and who may help with another.</param>
    public static string Join(string role, string failure) => $"""
        begin
          execute format('grant %I to current_user', {role});
        exception when insufficient_privilege then
          raise exception '{failure}', {role}, current_user;
        end;
        """;
}
