using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Pulumi;

namespace Infra.Configuration;

/// <summary><c>infra:alerts</c>.</summary>
internal static partial class AlertsSection
{
    private const string LastStays = "the last receiver is not taken away, for the alarms are protected";

    public static KeyGroup Keys { get; } = new("infra:alerts", "Who is told when the platform itself is in trouble.", absence: "nobody");

    public static Text Address { get; } = new("a mail address", AddressForm());

    private static readonly Key<string> Email = Keys.Optional(
        "email",
        Address,
        "no mail",
        "oncall@example.com",
        "A mail address; needs `infra:smtp`.",
        LaterChange.InPlace(LastStays)
    );

    private static readonly Key<Output<string>> SlackUrl = Keys.Optional(
        "slackUrl",
        new Secret("a URL"),
        "nothing to Slack",
        "https://hooks.slack.example.com/x",
        "The URL of a Slack incoming webhook.",
        LaterChange.InPlace(LastStays)
    );

    private static readonly Key<Output<string>> PagerDutyKey = Keys.Optional(
        "pagerDutyKey",
        new Secret("an integration key"),
        "nothing to PagerDuty",
        "an-integration-key",
        "A PagerDuty integration key (Events API v2).",
        LaterChange.InPlace(LastStays)
    );

    private static readonly Key<Output<string>> WebhookUrl = Keys.Optional(
        "webhookUrl",
        new Secret("a URL"),
        "no webhook",
        "https://alerts.example.com/x",
        "A URL that takes Alertmanager's own JSON.",
        LaterChange.InPlace(LastStays)
    );

    private static readonly Key<bool> Nightly = Keys.Defaulted(
        "nightly",
        new Flag(),
        false,
        "true",
        "Whether `.ci/nightly ready` runs every night; then the cloud rings where no night has found the stack ready, a drill that is "
            + "overdue among it.",
        LaterChange.InPlace()
    );

    public static AlertReceivers Read(ConfigurationSection alerts, SmtpSpec? smtp)
    {
        if (alerts.Has(Email) && smtp is null)
        {
            alerts.Fault(Email, "there is no mail server to send it by", "Set infra:smtp, or remove the line");
        }
        return new(
            alerts.Has(Email) ? alerts.Read(Email) : null,
            alerts.Has(SlackUrl) ? alerts.Read(SlackUrl) : null,
            alerts.Has(PagerDutyKey) ? alerts.Read(PagerDutyKey) : null,
            alerts.Has(WebhookUrl) ? alerts.Read(WebhookUrl) : null
        )
        {
            Nightly = alerts.Read(Nightly),
        };
    }

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[a-z]{2,63}$")]
    private static partial Regex AddressForm();
}
