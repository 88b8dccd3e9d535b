using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Infra.Platform;

/// <summary>
/// A container that speaks to the database as the platform does: with the stack's user, over TLS. It may do nothing else.
/// </summary>
internal static class DatabaseClient
{
    // The client of the newest supported Postgres speaks to all of them.
    private const string Image = "postgres:17.6-alpine";

    // Docker's official images, without the pull limits of Docker Hub, which a relaunch would run into behind one NAT address.
    // https://docs.aws.amazon.com/AmazonECR/latest/public/public-gallery.html
    private const string Registry = "public.ecr.aws/docker/library";

    // The image's own user.
    private const int User = 70;

    /// <summary>A function of a POSIX shell: <c>query SQL</c> runs SQL and prints rows.</summary>
    public const string Query = """
        query() { psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --command "$1" < /dev/null; }
        """;

    /// <summary>
    /// <see cref="Query"/>, and <c>await_databases</c>, which prints the databases that <c>DATABASES</c> selects. A restored database warms
    /// up, so it tries for a while.
    /// </summary>
    public const string Functions = $$"""
        {{Query}}
        await_databases() {
          tries=60
          until query "$DATABASES"; do
            tries=$((tries - 1))
            if [ "$tries" -le 0 ]; then
              echo "The login fails; see the lines above." >&2
              return 1
            fi
            sleep 10
          done
        }
        """;

    /// <summary>Makes the container.</summary>
    /// <param name="chart">Says where images come from.</param>
    /// <param name="postgres">Who logs in, and by which port.</param>
    /// <param name="host">The server: the alias, or the instance's own address.</param>
    /// <param name="script">What it runs. psql needs no argument to log in, so the password is in none.</param>
    /// <param name="variables">What else the script reads.</param>
    public static ContainerArgs Container(
        ChartSpec chart,
        PostgresAccess postgres,
        Input<string> host,
        string script,
        params ReadOnlySpan<(string Name, Input<string> Value)> variables
    )
    {
        var container = new ContainerArgs
        {
            Name = "psql",
            Image = $"{chart.ImageRegistry ?? Registry}/{Image}",
            Command = { "sh", "-c", script },
            Env =
            {
                new EnvVarArgs { Name = "PGSSLMODE", Value = "require" },
                new EnvVarArgs { Name = "PGCONNECT_TIMEOUT", Value = "10" },
                new EnvVarArgs { Name = "PGHOST", Value = host },
                new EnvVarArgs { Name = "PGPORT", Value = PostgresAccess.Port.ToString(CultureInfo.InvariantCulture) },
                new EnvVarArgs { Name = "PGUSER", Value = postgres.User },
                // Every Postgres has this one.
                new EnvVarArgs { Name = "PGDATABASE", Value = "postgres" },
                new EnvVarArgs
                {
                    Name = "PGPASSWORD",
                    ValueFrom = new EnvVarSourceArgs
                    {
                        SecretKeyRef = new SecretKeySelectorArgs
                        {
                            Name = PlatformSecrets.BootstrapName,
                            Key = PlatformSecrets.PasswordKey,
                        },
                    },
                },
            },
            Resources = new ResourceRequirementsArgs
            {
                Requests = { ["cpu"] = "10m", ["memory"] = "32Mi" },
                Limits = { ["memory"] = "128Mi" },
            },
            SecurityContext = new SecurityContextArgs
            {
                AllowPrivilegeEscalation = false,
                RunAsNonRoot = true,
                RunAsUser = User,
                ReadOnlyRootFilesystem = true,
                Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
            },
        };
        foreach (var (name, value) in variables)
        {
            container.Env.Add(new EnvVarArgs { Name = name, Value = value });
        }
        return container;
    }
}
