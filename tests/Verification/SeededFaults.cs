namespace Infra.Tests.Verification;

/// <summary>
/// What may be wrong with a deployment after the release: a deployment is spoilt by each, and all of them are verified in one run.
/// </summary>
internal static class SeededFaults
{
    /// <summary>By the release's name: how it is spoilt, and the verdict on it.</summary>
    public static readonly Dictionary<string, (Func<InstalledDeployment, Task> Spoil, Func<InstalledDeployment, string> Verdict)> All =
        new()
        {
            ["no-manifest"] = (Now(one => one.Delete(0)), _ =>
                "images: registry.astro.example.com/no-manifest/airflow:deploy-1: its manifest is missing from the registry (404)."
            ),
            ["old-no-listed-manifest"] = (Now(one => one.Delete(5)), one =>
                $"images: registry.astro.example.com/old-no-listed-manifest/airflow:deploy-1@{one.Digests[0]}: {one.Digests[5]} is "
                + "missing from the registry (404)."
            ),
            ["other-manifest"] = (Now(one => one.Write(0, text => text.Replace("layer", "Layer", StringComparison.Ordinal))), _ =>
                "images: "
            ),
            ["no-layer"] = (Now(one => one.Delete(3)), one =>
                $"images: registry.astro.example.com/no-layer/airflow:deploy-1: layer {one.Digests[3]} is missing (404)."
            ),
            ["no-configuration"] = (Now(one => one.Delete(1)), one =>
                $"images: registry.astro.example.com/no-configuration/airflow:deploy-1: layer {one.Digests[1]} is missing (404)."
            ),
            ["remembered-layer"] = (Now(one => one.Delete(2)), one =>
                $"images: registry.astro.example.com/remembered-layer/airflow:deploy-1: the object of layer {one.Digests[2]} is gone or "
                + "cut off, though the registry remembers it."
            ),
            ["short-layer"] = (Now(one => one.Write(2, text => text[..5])), one =>
                $"images: registry.astro.example.com/short-layer/airflow:deploy-1: layer {one.Digests[2]} has 5 bytes, and its manifest "
                + "says "
            ),
            ["long-layer"] = (Now(one => one.Write(2, text => text + "more")), one =>
                $"images: registry.astro.example.com/long-layer/airflow:deploy-1: layer {one.Digests[2]} has "
            ),
            ["refused-login"] = (
                one =>
                    one.WriteSecretAsync(
                        "refused-login-registry",
                        ".dockerconfigjson",
                        """{"auths":{"registry.astro.example.com":{"username":"refused-login","password":"another"}}}"""
                    ),
                _ => "images: Houston refuses the credentials of its secret refused-login-registry for refused-login/airflow."
            ),
            ["no-login"] = (
                one => one.WriteSecretAsync("no-login-registry", ".dockerconfigjson", """{"auths":{}}"""),
                _ => "images: its secret no-login-registry holds no login of registry.astro.example.com."
            ),
            ["no-pull-secret"] = (
                one => one.DropSecretAsync("no-pull-secret-registry"),
                one => $"images: its secret no-pull-secret-registry is missing from namespace {one.Space}."
            ),
            ["no-connection"] = (
                one => one.DropSecretAsync("no-connection-metadata"),
                one => $"database: its secret no-connection-metadata is missing from namespace {one.Space}."
            ),
            ["old-no-pgbouncer"] = (
                one => one.DropSecretAsync("old-no-pgbouncer-pgbouncer-config"),
                one => $"database: its secret old-no-pgbouncer-pgbouncer-config is missing from namespace {one.Space}."
            ),
            ["other-database"] = (
                one => one.ConnectAsync("10.9.8.7:5432/nova_airflow"),
                _ =>
                    "database: its secret other-database-metadata leads to 10.9.8.7, and the platform's database is db.astro-prod.internal."
            ),
            ["no-uri"] = (
                one => one.WriteSecretAsync("no-uri-metadata", "connection", "postgresql://no-uri_airflow:p/ss@db"),
                _ => "database: its secret no-uri-metadata holds no URI of a database."
            ),
            ["no-role"] = (one => one.SqlAsync("drop role ROLE"), _ => "database: its role no-role_airflow is gone from the database."),
            ["locked-role"] = (
                one => one.SqlAsync("alter role ROLE nologin"),
                _ => "database: its role locked-role_airflow can not log in: role \"locked-role_airflow\" is not permitted to log in."
            ),
            ["other-password"] = (
                one => one.SetPasswordAsync("changed"),
                _ =>
                    "database: its role other-password_airflow can not log in with the password that its secret holds: password "
                    + "authentication failed for user \"other-password_airflow\"."
            ),
            ["old-other-password"] = (
                one => one.SetPasswordAsync("changed", isMd5: true),
                _ =>
                    "database: its role old-other-password_airflow can not log in with the password that its secret holds: password "
                    + "authentication failed for user \"old-other-password_airflow\"."
            ),
        };

    private static Func<InstalledDeployment, Task> Now(Action<InstalledDeployment> spoil) =>
        one =>
        {
            spoil(one);
            return Task.CompletedTask;
        };
}
