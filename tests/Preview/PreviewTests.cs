using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Preview;
using Infra.Configuration;

namespace Infra.Tests.Preview;

/// <summary>What a person reads before trusting a stack.</summary>
public sealed class PreviewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("gcp", "database-g1  gcp:sql:DatabaseInstance  name=astro-prod-db-g1  databaseVersion=POSTGRES_16")]
    [InlineData("gcp", "tier=db-custom-4-16384  availabilityType=REGIONAL")]
    [InlineData("gcp", "registry-bucket  gcp:storage:Bucket  name=astro-prod-registry-my-project")]
    [InlineData("aws", "database-g1  aws:rds:Instance  identifier=astro-prod-db-g1")]
    [InlineData("aws", "instanceClass=db.m6g.xlarge")]
    [InlineData("aws", "backupRetentionPeriod=14")]
    public async Task The_tree_shows_each_resource_with_the_inputs_that_matter(string cloud, string expected) =>
        Assert.Contains(expected, await PageAsync(cloud), StringComparison.Ordinal);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_tree_stands_by_component(string cloud)
    {
        var component = Assert.Single((await ReportAsync(cloud)).Resources, resource => resource.Type == $"infra:{cloud}:Cloud");
        var postgres = Assert.Single(component.Children, resource => resource.Name == "postgres");

        Assert.Single(postgres.Children, resource => resource.Name == "database-g1");
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task No_secret_is_ever_shown(string cloud)
    {
        string[] holders = ["stringData", "secretData", "secretString", "password", "masterPassword"];
        (string, string?)[] smtp =
        [
            ("infra:smtp.host", "\"smtp.example.com\""),
            ("infra:smtp.user", "\"astronomer\""),
            ("infra:smtp.from", "\"a@example.com\""),
            ("infra:smtp.password", "{\"secure\":\"the password of the mail server\"}"),
        ];
        var whole = await OfflineStack.EvaluateAsync(SampleStack.Config(cloud, smtp), cloud, new Echo());
        var secrets = whole
            .Resources.SelectMany(resource =>
                holders.Where(resource.Inputs.ContainsKey).SelectMany(holder => Texts(resource.Inputs[holder]))
            )
            .Append("the password of the mail server")
            .ToList();
        var report = await ReportAsync(cloud, smtp);
        using var json = new StringWriter();
        PreviewJson.Write(report, json);

        Assert.True(secrets.Count > 10, "The stack hands on more secrets than this finds.");
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, Page(report) + json, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lifetime    durable: what holds data is protected, and stays in the cloud when it leaves the program")]
    [InlineData("database    generation 1, born empty")]
    [InlineData("backups     one a day, begun at 03:00 UTC and kept for 14 days")]
    [InlineData("window      any second of the last 7 days can be restored")]
    [InlineData("standby     in a second zone, takes over by itself")]
    [InlineData("on removal  pulumi destroy is refused. What leaves the program stays in the cloud: ")]
    public async Task The_recovery_settings_are_said_in_words(string line)
    {
        Assert.Contains(line, await PageAsync("gcp"), StringComparison.Ordinal);
        Assert.Contains(line, await PageAsync("aws"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", "a second time in Secret Manager: astro-prod-control-plane-id, astro-prod-database-password")]
    [InlineData("aws", "a second time in Secrets Manager: ")]
    public async Task It_says_where_the_secrets_live(string cloud, string expected) =>
        Assert.Contains(expected, await PageAsync(cloud), StringComparison.Ordinal);

    [Theory]
    [InlineData("gcp", "database astro-prod-db-g1")]
    [InlineData("gcp", "bucket astro-prod-registry-my-project")]
    [InlineData("aws", "database astro-prod-db-g1")]
    [InlineData("aws", "bucket astro-prod-registry-123456789012")]
    public async Task It_names_what_is_left_in_the_cloud_on_removal(string cloud, string expected) =>
        Assert.Contains(
            expected,
            (await PageAsync(cloud)).Split('\n').Single(line => line.StartsWith("  on removal", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_disposable_stack_says_that_nothing_is_left(string cloud)
    {
        var page = await PageAsync(cloud, ("infra:lifetime", "\"disposable\""));

        Assert.Contains("disposable: nothing is protected and nothing is kept", page, StringComparison.Ordinal);
        Assert.Contains(
            "on removal  pulumi destroy deletes everything, data too; nothing is left in the cloud",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("[protected]", page, StringComparison.Ordinal);
        Assert.DoesNotContain("[stays in the cloud]", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-24T11:20:00Z", "restored state  is 40 minutes old", false)]
    [InlineData("2026-11-23T13:00:00Z", "restored state  is 23 hours old", false)]
    [InlineData("2026-11-20T12:00:00Z", "restored state  is 4 days old", false)]
    [InlineData(
        "2026-11-10T12:00:00Z",
        "restored state  is 14 days old, and the window is 7 days: the cloud may have no log of it any more",
        true
    )]
    [InlineData("2026-11-24T12:00:01Z", "restored state  lies in the future: no cloud can restore it", true)]
    public async Task It_says_how_old_the_restored_state_is(string instant, string expected, bool isWarning)
    {
        var report = await ReportAsync(
            "gcp",
            ("infra:database.generation", "2"),
            ("infra:database.restore", $"{{\"pointInTime\":\"{instant}\"}}")
        );

        Assert.Contains("born from astro-prod-db-g1 at " + instant, Page(report), StringComparison.Ordinal);
        Assert.Contains(expected, Page(report), StringComparison.Ordinal);
        Assert.Equal(isWarning, report.Recovery.Single(setting => setting.Name == "restored state").IsWarning);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Without_a_terminal_it_is_plain_text_with_one_line_for_each_thing(string cloud)
    {
        var page = await PageAsync(cloud);

        Assert.DoesNotContain('\e', page);
        Assert.All(page.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task It_is_the_same_twice(string cloud) => Assert.Equal(await PageAsync(cloud), await PageAsync(cloud));

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_JSON_says_the_same_as_the_page(string cloud)
    {
        var report = await ReportAsync(cloud);
        using var text = new StringWriter();
        PreviewJson.Write(report, text);
        var json = JsonNode.Parse(text.ToString())!;

        Assert.Equal(cloud, json["stack"]!.GetValue<string>());
        Assert.Equal("durable", json["lifetime"]!.GetValue<string>());
        Assert.Equal(cloud, json["outputs"]!["cloud"]!.GetValue<string>());
        Assert.Equal("[secret]", json["outputs"]!["kubeconfig"]!.GetValue<string>());
        Assert.Null(json["outputs"]!["networkId"]);
        Assert.Equal(
            report.Recovery.Select(setting => setting.Text),
            json["recovery"]!.AsArray().Select(setting => setting!["text"]!.GetValue<string>())
        );
        var database = Resources(json["resources"]!).Single(resource => resource["name"]!.GetValue<string>() == "database-g1");
        Assert.True(database["staysInTheCloud"]!.GetValue<bool>());
        Assert.False(database["protected"]!.GetValue<bool>());
    }

    [Fact]
    public void The_JSON_of_a_faulty_configuration_gives_the_faults()
    {
        var faulty = Assert.Throws<ConfigurationException>(() => SampleStack.Config("gcp", ("infra:cluster.generation", "0")));
        using var text = new StringWriter();
        PreviewJson.Write(faulty, text);

        var fault = Assert.Single(JsonNode.Parse(text.ToString())!["faults"]!.AsArray())!;
        Assert.Equal("infra:cluster.generation", fault["key"]!.GetValue<string>());
        Assert.Equal("Write for example 2", fault["remedy"]!.GetValue<string>());
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_terminal_gets_colours_and_the_same_words(string cloud)
    {
        var report = await ReportAsync(cloud);
        using var text = new StringWriter();
        PreviewPage.WriteColours(report, text, width: 200);

        Assert.Contains("\e[", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("astro-prod-db-g1", text.ToString(), StringComparison.Ordinal);
    }

    private static async Task<PreviewReport> ReportAsync(string cloud, params (string Path, string? Json)[] edits) =>
        await PreviewReport.MakeAsync(SampleStack.Config(cloud, edits), cloud, Now);

    private static async Task<string> PageAsync(string cloud, params (string Path, string? Json)[] edits) =>
        Page(await ReportAsync(cloud, edits));

    private static string Page(PreviewReport report)
    {
        using var page = new StringWriter { NewLine = "\n" };
        PreviewPage.WritePlain(report, page);
        return page.ToString();
    }

    private static IEnumerable<string> Texts(object value) =>
        value switch
        {
            ImmutableDictionary<string, object> map => map.Values.SelectMany(Texts),
            string { Length: > 3 } text => [text],
            _ => [],
        };

    private static IEnumerable<JsonNode> Resources(JsonNode list) =>
        list.AsArray().SelectMany(resource => Resources(resource!["children"]!).Prepend(resource));
}
