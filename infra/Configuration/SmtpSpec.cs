using Pulumi;

namespace Infra.Configuration;

/// <summary>The mail server that invitations and alerts go out by.</summary>
/// <param name="Host">Its host name.</param>
/// <param name="Port">Its port: 465 speaks TLS from the first byte, any other begins it by STARTTLS. Default 587.</param>
/// <param name="User">Who logs in to it.</param>
/// <param name="Password">With what.</param>
/// <param name="From">The sender's address.</param>
internal sealed record SmtpSpec(string Host, int Port, string User, Output<string> Password, string From);
