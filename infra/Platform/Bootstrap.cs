using Infra.Foundation;
using Pulumi;

namespace Infra.Platform;

/// <summary>The URI by which the chart's components reach Postgres.</summary>
public static class Bootstrap
{
    /// <summary>
    /// <c>postgres://USER:PASSWORD@HOST:PORT</c>. The chart takes the port as what follows the last colon, up to a slash;
    /// so the port is written out, and nothing follows it. How TLS is used is said in the chart's values.
    /// </summary>
    public static Output<string> Connection(PostgresAccess postgres)
    {
        ArgumentNullException.ThrowIfNull(postgres);
        return Output.CreateSecret(Output.Format($"postgres://{postgres.User}:{postgres.Password}@{postgres.Host}:{postgres.Port}"));
    }
}
