using Pulumi;

namespace Infra.Configuration;

/// <summary>The platform's web certificate, as its authority gave it.</summary>
/// <param name="Certificate">PEM of the chain, the leaf first; for the base domain and its wildcard.</param>
/// <param name="Key">PEM of the leaf's RSA key.</param>
/// <param name="End">When the leaf ends; null where the reader may not see the certificate.</param>
internal sealed record TlsPair(Output<string> Certificate, Output<string> Key, DateTimeOffset? End);
