using Pulumi;

namespace Infra.Configuration;

/// <summary>Who is told when the platform is in trouble; null: nobody by that way.</summary>
/// <param name="Email">A mail address; mail needs <see cref="SmtpSpec"/>.</param>
/// <param name="SlackUrl">A Slack incoming webhook's URL, which is a secret.</param>
/// <param name="PagerDutyKey">A PagerDuty integration key (Events API v2).</param>
/// <param name="WebhookUrl">A URL that takes Alertmanager's own JSON.</param>
internal sealed record AlertReceivers(string? Email, Output<string>? SlackUrl, Output<string>? PagerDutyKey, Output<string>? WebhookUrl)
{
    /// <summary>
    /// Whether the nightly workflow tells the cloud that the stack is ready to be recovered, so that its silence is an alarm. Default
    /// false.
    /// </summary>
    public bool Nightly { get; init; }

    /// <summary>Nobody is told.</summary>
    public static AlertReceivers None { get; } = new(null, null, null, null);

    /// <summary>Whether anybody is told.</summary>
    public bool Any => Email is not null || SlackUrl is not null || PagerDutyKey is not null || WebhookUrl is not null;
}
