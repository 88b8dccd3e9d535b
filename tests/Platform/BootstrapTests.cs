using FsCheck.Xunit;
using Infra.Platform;

namespace Infra.Tests.Platform;

/// <summary>The URI of the database is read right by everybody who reads it, whatever the password is.</summary>
public sealed class BootstrapTests
{
    private const string Host = "db.astro-prod.internal";

    // As the chart's Grafana waits for its database: the host from behind the last @ to the next colon, the port from behind the last
    // colon to the next slash.
    [Property]
    public bool The_chart_finds_host_and_port_whatever_the_password_is(string? user, string? password)
    {
        var uri = Bootstrap.Postgres(user ?? "", Valid(password), Host, 5432);
        var behindAt = uri[(uri.LastIndexOf('@') + 1)..];
        var behindColon = uri[(uri.LastIndexOf(':') + 1)..];

        return behindAt.Split(':')[0] == Host && behindColon.Split('/')[0] == "5432";
    }

    [Property]
    public bool A_client_finds_user_and_password_as_they_are(FsCheck.NonEmptyString user, string? password)
    {
        var name = Valid(user.Get);
        var parsed = new Uri(Bootstrap.Postgres(name, Valid(password), Host, 5432)).UserInfo.Split(':');

        return Uri.UnescapeDataString(parsed[0]) == name && Uri.UnescapeDataString(parsed[1]) == Valid(password);
    }

    // Half a surrogate pair is no text.
    private static string Valid(string? text) => string.Concat((text ?? "").EnumerateRunes());
}
