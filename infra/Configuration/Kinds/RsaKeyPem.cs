using System.Security.Cryptography;
using System.Text.Json;
using Pulumi;

namespace Infra.Configuration.Kinds;

/// <summary>An RSA private key.</summary>
/// <param name="Text">Its PEM.</param>
/// <param name="Modulus">What it shares with its certificate; null where the text is closed to the reader.</param>
internal sealed record RsaKey(Output<string> Text, string? Modulus);

/// <summary>The PEM of an RSA private key; a secret.</summary>
internal sealed class RsaKeyPem : ValueKind<RsaKey>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => "the PEM of an RSA private key without a passphrase; images can not be pulled with one of another kind";

    /// <inheritdoc/>
    public override RsaKey StandIn => new(Output.CreateSecret(""), null);

    /// <inheritdoc/>
    public override bool IsSecret => true;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out RsaKey read)
    {
        var text = Plain(value) ?? "";
        read = new(Output.CreateSecret(text), null);
        if (text == ConfigurationValues.Closed)
        {
            return true;
        }
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(text);
            read = read with { Modulus = ModulusOf(rsa) };
            return true;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override string Write(RsaKey value) => throw new NotSupportedException("A secret has no default, and is never written.");

    /// <summary>The modulus in a form that can be compared.</summary>
    internal static string ModulusOf(RSA key) => Convert.ToHexString(key.ExportParameters(includePrivateParameters: false).Modulus!);
}
