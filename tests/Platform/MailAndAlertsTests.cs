using System.Collections.Immutable;
using System.Text.Json;

namespace Infra.Tests.Platform;

/// <summary>Mail and alerts go out; what is secret about them stands in secrets alone.</summary>
public sealed class MailAndAlertsTests
{
    private static readonly (string, string?)[] Everything =
    [
        ("infra:smtp.host", "\"smtp.example.com\""),
        ("infra:smtp.user", "\"astronomer\""),
        ("infra:smtp.from", "\"astronomer@example.com\""),
        ("infra:smtp.password", """{ "secure": "p@ss/word:1" }"""),
        ("infra:alerts.email", "\"oncall@example.com\""),
        ("infra:alerts.slackUrl", """{ "secure": "https://hooks.example.com/slack-secret" }"""),
        ("infra:alerts.pagerDutyKey", """{ "secure": "pagerduty-secret" }"""),
        ("infra:alerts.webhookUrl", """{ "secure": "https://alerts.example.com/webhook-secret" }"""),
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Houston_sends_mail_by_a_URI_from_a_secret_and_never_without_TLS(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, Everything);

        Assert.Equal(
            "smtp://astronomer:p%40ss%2Fword%3A1@smtp.example.com:587/?pool=true&requireTLS=true",
            platform.Input("astronomer-smtp-g1", "stringData.connection")
        );
        Assert.Equal(true, platform.Value("astronomer.houston.config.email.enabled"));
        Assert.Equal("astronomer@example.com", platform.Value("astronomer.houston.config.email.reply"));
        var variable = Assert.IsType<ImmutableDictionary<string, object>>(
            Assert.Single(Assert.IsType<ImmutableArray<object>>(platform.Value("astronomer.houston.secret")))
        );
        Assert.Equal(
            ("EMAIL__SMTP_URL", "astronomer-smtp", "connection"),
            (variable["envName"], variable["secretName"], variable["secretKey"])
        );
    }

    [Fact]
    public async Task Port_465_speaks_TLS_from_the_first_byte()
    {
        var platform = await HandMadePlatform.OnAsync("gcp", [.. Everything, ("infra:smtp.port", "465")]);

        Assert.StartsWith(
            "smtps://",
            Assert.IsType<string>(platform.Input("astronomer-smtp-g1", "stringData.connection")),
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Alertmanager_reads_what_is_secret_about_its_receivers_from_files(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, Everything);

        var files = Assert.IsType<ImmutableDictionary<string, object>>(platform.Input("astronomer-alert-receivers-g1", "stringData"));
        Assert.Equal(["pagerduty-key", "slack-url", "smtp-password", "webhook-url"], files.Keys.Order());
        foreach (
            var (kind, field, file) in new[]
            {
                ("email_configs", "auth_password_file", "smtp-password"),
                ("slack_configs", "api_url_file", "slack-url"),
                ("pagerduty_configs", "routing_key_file", "pagerduty-key"),
                ("webhook_configs", "url_file", "webhook-url"),
            }
        )
        {
            var receiver = Assert.Single(Assert.IsType<ImmutableArray<object>>(platform.Value($"alertmanager.receivers.platform.{kind}")));
            Assert.Equal($"/etc/alert-receivers/{file}", Assert.IsType<ImmutableDictionary<string, object>>(receiver)[field]);
        }
        var values = JsonSerializer.Serialize(platform["astronomer-g1"]["values"]);
        Assert.All(new[] { "slack-secret", "pagerduty-secret", "webhook-secret", "p@ss", "p%40ss" }, secret =>
            Assert.DoesNotContain(secret, values, StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Without_a_receiver_the_chart_is_told_of_none(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Null(platform.Value("alertmanager.receivers"));
        Assert.False(platform.Has("astronomer-alert-receivers-g1") || platform.Has("astronomer-smtp-g1"));
    }
}
