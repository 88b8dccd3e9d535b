using System.Text.Json;

namespace Infra.Tests.Platform;

/// <summary>Alertmanager's own tool takes every receiver that the platform is told of, in the place where the chart puts it.</summary>
public sealed class AmtoolTests
{
    private static readonly MonitoringTool Amtool = new("amtool", "prometheus-alertmanager");

    private static readonly (string, string?)[] Smtp =
    [
        ("infra:smtp.host", "\"smtp.example.com\""),
        ("infra:smtp.user", "\"astronomer\""),
        ("infra:smtp.from", "\"astronomer@example.com\""),
        ("infra:smtp.password", """{ "secure": "p@ss/word:1" }"""),
    ];

    // The webhook's address is read from a file since Alertmanager 0.26, which is newer than Debian's and older than the chart's.
    // https://github.com/prometheus/alertmanager/blob/main/CHANGELOG.md
    [Theory]
    [InlineData("infra:alerts.email", "\"oncall@example.com\"")]
    [InlineData("infra:alerts.slackUrl", """{ "secure": "https://hooks.example.com/slack-secret" }""")]
    [InlineData("infra:alerts.pagerDutyKey", """{ "secure": "pagerduty-secret" }""")]
    public async Task A_receiver_is_taken(string key, string value)
    {
        var (exitCode, output) = await CheckAsync(await ReceiverAsync(key, value));

        Assert.True(exitCode == 0, output);
        Assert.Contains("1 receivers", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_with_a_word_that_Alertmanager_does_not_know_is_refused()
    {
        var receiver = await ReceiverAsync("infra:alerts.email", "\"oncall@example.com\"");

        var (exitCode, output) = await CheckAsync(receiver.Replace("auth_password_file", "auth_password_path", StringComparison.Ordinal));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("field auth_password_path not found", output, StringComparison.Ordinal);
    }

    private static async Task<string> ReceiverAsync(string key, string value) =>
        JsonSerializer.Serialize((await HandMadePlatform.OnAsync("aws", [.. Smtp, (key, value)])).Value("alertmanager.receivers.platform"));

    // A receiver is a name and what the chart puts below it; JSON is YAML.
    private static Task<(int ExitCode, string Output)> CheckAsync(string receiver) =>
        Amtool.RunAsync(
            ["check-config", "alertmanager.yaml"],
            ("alertmanager.yaml", $$"""{ "route": { "receiver": "platform" }, "receivers": [{ "name": "platform", {{receiver[1..]}}] }""")
        );
}
