using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Infra.Configuration;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>How long the platform's web certificate is good.</summary>
internal static class CertificateCheck
{
    private const int WarnDays = 21;

    public static Check Check { get; } =
        Check.One("certificate", "The platform comes back and nobody's browser or Astro CLI takes it.", async stack =>
        {
            var mend =
                $"pulumi config set --stack {stack.Name} --path infra:tls.certificate < chain.pem, pulumi config set --stack {stack.Name} "
                + $"--secret --path infra:tls.key < key.pem, pulumi up --stack {stack.Name}";
            if (await EndAsync(stack) is not { } end)
            {
                return Finding.Fault("neither the stack file nor the state shows the certificate", mend);
            }
            var (days, text) = ((end - stack.Now).TotalDays, string.Create(CultureInfo.InvariantCulture, $"good until {end:yyyy-MM-dd}"));
            return days < 0 ? Finding.Fault($"it ended on {end:yyyy-MM-dd}", mend)
                : days < WarnDays ? Finding.Warning($"{text}, {days:0} days", mend)
                : Finding.Ok(text);
        });

    private static async Task<DateTimeOffset?> EndAsync(CheckedStack stack)
    {
        if (stack.Configuration.At("infra:tls.certificate")?.ToString() is { } pem && pem != ConfigurationValues.Closed)
        {
            try
            {
                using var certificate = X509Certificate2.CreateFromPem(pem);
                return new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
            }
            catch (CryptographicException e)
            {
                throw new InvalidOperationException($"infra:tls.certificate is none: {e.Message}", e);
            }
        }
        // One that a disposable stack has signed itself.
        return (await stack.StateAsync())
            .Of("tls:index/selfSignedCert:SelfSignedCert")
            .Concat((await stack.StateAsync()).Of("tls:index/locallySignedCert:LocallySignedCert"))
            .Select(one => one.Outputs.Text("validityEndTime"))
            .OfType<string>()
            .Select(text => (DateTimeOffset?)RestoreWindow.Instant(text))
            .Min();
    }
}
