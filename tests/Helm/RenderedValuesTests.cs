using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Tests.Platform;
using YamlDotNet.Serialization;

namespace Infra.Tests.Helm;

/// <summary>
/// Values keep their types on their way through Helm, however a chart prints them. The chart that is rendered is the tests' own.
/// </summary>
public sealed class RenderedValuesTests
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Whole_maps_come_out_as_they_went_in(string cloud)
    {
        var (values, printed) = await RenderAsync(cloud);

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(values.ToJsonString()), Json(Yaml.Deserialize(printed["values"]))),
            printed["values"]
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task No_value_is_null(string cloud) =>
        Assert.DoesNotContain((await RenderAsync(cloud)).Values.ToJsonString(), "null", StringComparison.Ordinal);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_text_stays_a_text_even_where_it_is_printed_without_quotes(string cloud)
    {
        var (values, printed) = await RenderAsync(cloud);

        var texts = Texts("", values).ToList();
        var read = Yaml.Deserialize<Dictionary<string, object>>(printed["texts"]);
        Assert.True(texts.Count > 30, $"{texts.Count} texts");
        Assert.All(texts, text => Assert.Equal(text.Value, Assert.IsType<string>(read[text.Key])));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Numbers_and_flags_are_printed_as_numbers_and_flags(string cloud)
    {
        var printed = (await RenderAsync(cloud)).Printed;

        Assert.Equal("houston: 2\nprometheus: 2\nelasticsearch: 3", printed["numbers"]);
        Assert.Equal($"upgradeDeployments: off\njwks: off\nredirect: {(cloud == "gcp" ? "true" : "false")}", printed["flags"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_alert_rules_pass_through_the_template_engine_unchanged(string cloud)
    {
        var (values, printed) = await RenderAsync(cloud);

        Assert.Equal(values["prometheus"]!["additionalAlerts"]!["platform"]!.GetValue<string>(), printed["alerts"]);
    }

    [Fact]
    public async Task The_tests_chart_has_no_fault()
    {
        Assert.SkipWhen(HelmProgram.Missing is not null, HelmProgram.Missing ?? "");
        await RunAsync(Values(await HandMadePlatform.OnAsync("gcp")), "lint", Chart, "--strict");
    }

    private static string Chart => Path.Combine(Repository.Root, "tests", "Helm", "chart");

    private static async Task<(JsonObject Values, Dictionary<string, string> Printed)> RenderAsync(string cloud)
    {
        Assert.SkipWhen(HelmProgram.Missing is not null, HelmProgram.Missing ?? "");
        var values = Values(await HandMadePlatform.OnAsync(cloud, ("infra:cluster.platform.dedicated", "true")));
        return (values, Yaml.Deserialize<RenderedMap>(await RunAsync(values, "template", "astronomer", Chart)).data);
    }

    private static async Task<string> RunAsync(JsonObject values, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        var withTexts = values.DeepClone().AsObject();
        withTexts["texts"] = new JsonObject(Texts("", values).Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
        await File.WriteAllTextAsync(file, withTexts.ToJsonString());
        try
        {
            return await HelmProgram.RunAsync([.. arguments, "--values", file]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Several lines are never printed bare, and a name with a dot or a slash is no text of a value.
    private static IEnumerable<KeyValuePair<string, string>> Texts(string path, JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(entry => Texts($"{path}/{entry.Key}", entry.Value)),
            JsonArray list => list.SelectMany((item, index) => Texts($"{path}/{index}", item)),
            JsonValue value
                when value.GetValueKind() == JsonValueKind.String && !value.GetValue<string>().Contains('\n', StringComparison.Ordinal) =>
            [
                KeyValuePair.Create(path, value.GetValue<string>()),
            ],
            _ => [],
        };

    // As the engine hands them on: every number is a double.
    private static JsonObject Values(HandMadePlatform platform) =>
        JsonSerializer.SerializeToNode(platform["astronomer-g1"]["values"])!.AsObject();

    private static JsonNode? Json(object? value) =>
        value switch
        {
            null => null,
            IDictionary<object, object?> map => new JsonObject(
                map.Select(entry => KeyValuePair.Create(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, Json(entry.Value)))
            ),
            IEnumerable<object?> list => new JsonArray([.. list.Select(Json)]),
            _ => JsonSerializer.SerializeToNode(value, value.GetType()),
        };

    private sealed class RenderedMap
    {
        public string apiVersion { get; set; } = "";
        public string kind { get; set; } = "";
        public Dictionary<string, string> metadata { get; set; } = [];
        public Dictionary<string, string> data { get; set; } = [];
    }
}
