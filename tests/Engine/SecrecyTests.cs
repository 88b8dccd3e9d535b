namespace Infra.Tests.Engine;

/// <summary>No secret stands in plain text in what the engine writes down or prints.</summary>
public sealed class SecrecyTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task No_secret_is_readable_in_the_state_the_stack_file_or_the_output_of_an_up(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var up = await stack
            .Edit(
                ("infra:smtp.host", "\"smtp.example.com\""),
                ("infra:smtp.user", "\"astronomer\""),
                ("infra:smtp.from", "\"astronomer@example.com\""),
                ("infra:smtp.password", """{ "secure": "mail-secret-of-the-test" }"""),
                ("infra:alerts.slackUrl", """{ "secure": "https://hooks.example.com/slack-secret-of-the-test" }""")
            )
            .UpAsync("--diff");

        Assert.True(up.Succeeded, up.Output);
        var secrets = stack.SecretsOf("astro-prod-cluster-g1");
        Assert.Contains("mail-secret-of-the-test", secrets["astronomer-smtp"], StringComparison.Ordinal);
        // What the cluster was given, line by line, less the public certificates.
        var needles = secrets
            .Where(secret => secret.Key is not "astronomer-houston-jwt-signing-certificate")
            .SelectMany(secret => secret.Value.Split('\n'))
            .Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) is var at && at > 0 ? at + 2 : 0)..])
            .Where(line => line.Length > 15 && !line.StartsWith("-----", StringComparison.Ordinal))
            .Except(SampleCertificate.Certificate.Split('\n'))
            .Append(stack.ReleaseValues()["astronomer"]!["registry"]!["httpSecret"]!.GetValue<string>())
            .ToList();
        Assert.True(needles.Count > 30, $"{needles.Count} lines of secrets");
        var written = up.Output + stack.Written();
        Assert.Equal([], needles.Where(needle => written.Contains(needle, StringComparison.Ordinal)).ToArray());
    }
}
