using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Pulumi;

namespace Infra.Configuration;

/// <summary><c>infra:smtp</c>.</summary>
internal static partial class SmtpSection
{
    public static KeyGroup Keys { get; } =
        new("infra:smtp", "The mail server that invitations and alerts go out by.", absence: "no mail is sent");

    private static readonly Key<string> Host = Keys.Required(
        "host",
        new Text("a host name", HostForm()),
        "smtp.example.com",
        "Its host name.",
        LaterChange.InPlace()
    );

    private static readonly Key<int> Port = Keys.Defaulted(
        "port",
        new WholeNumber(1, 65535),
        587,
        "587",
        "Its port: 465 speaks TLS from the first byte, any other begins it by STARTTLS; never without.",
        LaterChange.InPlace()
    );

    private static readonly Key<string> User = Keys.Required(
        "user",
        new Text("a user's name"),
        "astronomer",
        "Who logs in to it.",
        LaterChange.InPlace()
    );

    private static readonly Key<Output<string>> Password = Keys.Required(
        "password",
        new Secret("a password"),
        "a-password",
        "With what.",
        LaterChange.InPlace()
    );

    private static readonly Key<string> From = Keys.Required(
        "from",
        AlertsSection.Address,
        "astronomer@example.com",
        "The sender's address.",
        LaterChange.InPlace()
    );

    public static SmtpSpec Read(ConfigurationSection smtp) =>
        new(smtp.Read(Host), smtp.Read(Port), smtp.Read(User), smtp.Read(Password), smtp.Read(From));

    [GeneratedRegex(@"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$")]
    private static partial Regex HostForm();
}
