using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Platform;

/// <summary>The URIs with a password in them by which the chart's components reach Postgres and the mail server.</summary>
internal static class Bootstrap
{
    private const int ImplicitTlsPort = 465;

    /// <summary>How Postgres is reached. How TLS is used is said in the chart's values.</summary>
    public static Output<string> Connection(PostgresAccess postgres, Output<string> password)
    {
        return Output.CreateSecret(password.Apply(text => Postgres(postgres.User, text, postgres.Host, PostgresAccess.Port)));
    }

    /// <summary>
    /// <c>postgres://USER:PASSWORD@HOST:PORT</c>. The chart takes the host from behind the last <c>@</c> and the port from behind the last
    /// colon; so what could be either is written as a code, the port is written out, and nothing follows it.
    /// </summary>
    public static string Postgres(string user, string password, string host, int port) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"postgres://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@{host}:{port}"
        );

    /// <summary>How the mail server is reached, as Houston's mailer takes it; never without TLS.</summary>
    public static Output<string> Mail(SmtpSpec smtp)
    {
        var (scheme, options) = smtp.Port == ImplicitTlsPort ? ("smtps", "pool=true") : ("smtp", "pool=true&requireTLS=true");
        return Output.CreateSecret(
            smtp.Password.Apply(password =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{scheme}://{Uri.EscapeDataString(smtp.User)}:{Uri.EscapeDataString(password)}@{smtp.Host}:{smtp.Port}/?{options}"
                )
            )
        );
    }
}
