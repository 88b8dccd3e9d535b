using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>A certificate chain, the leaf first.</summary>
/// <param name="Text">Its PEM.</param>
/// <param name="Leaf">The first certificate; null where the text is closed to the reader.</param>
internal sealed record CertificateChain(string Text, X509Certificate2? Leaf);

/// <summary>The PEM of a certificate chain.</summary>
internal sealed class CertificatePem : ValueKind<CertificateChain>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => "the PEM of a certificate chain";

    /// <inheritdoc/>
    public override CertificateChain StandIn => new("", null);

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out CertificateChain read)
    {
        read = new(Plain(value) ?? "", null);
        if (read.Text == ConfigurationValues.Closed)
        {
            return true;
        }
        try
        {
            read = read with { Leaf = X509Certificate2.CreateFromPem(read.Text) };
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override string Write(CertificateChain value) => throw new NotSupportedException("A certificate has no default.");
}
