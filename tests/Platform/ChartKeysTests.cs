using System.Collections.Immutable;
using Infra.Configuration;

namespace Infra.Tests.Platform;

/// <summary>A key that the chart does not read is silently without effect; so each that is written has a source.</summary>
public sealed class ChartKeysTests
{
    [Fact]
    public async Task Every_key_that_is_written_is_one_that_the_chart_reads_and_every_listed_key_is_written()
    {
        var written = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var cloud in new[] { "gcp", "aws" })
        {
            var platform = await HandMadePlatform.OnAsync(cloud, EverythingOn);
            written.UnionWith(Paths("", platform["astronomer-g1"]["values"]));
        }

        var listed = Listed().ToList();
        Assert.Equal([], written.Where(path => !listed.Exists(key => Covers(key, path))).ToArray());
        Assert.Equal([], listed.Where(key => !written.Any(path => Covers(key, path))).ToArray());
    }

    [Fact]
    public void The_keys_are_those_of_the_chart_s_release_that_is_deployed() =>
        Assert.Contains(
            $"chart astronomer {ChartRelease.Current.Version} reads it",
            File.ReadLines(Path.Combine(Repository.Root, "tests", "Platform", "chart-keys.tsv")).First(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Every_listed_key_names_its_source() =>
        Assert.All(Lines(), line => Assert.True(line.Split('\t') is [_, { Length: > 3 }], line));

    private static (string Path, string? Json)[] EverythingOn { get; } =
    [
        ("infra:cluster.platform.dedicated", "true"),
        ("infra:cluster.airflow.dedicated", "true"),
        ("infra:taskLogs.retentionDays", "90"),
        ("infra:lifetime", "\"disposable\""),
        ("infra:airflow.paused", "true"),
        ("infra:chart", """{ "imageRegistry": "registry.example.com/astronomer" }"""),
        ("infra:smtp", """{ "host": "smtp.example.com", "user": "astronomer", "from": "astronomer@example.com" }"""),
        ("infra:smtp.password", """{ "secure": "a password" }"""),
        ("infra:alerts.webhookUrl", """{ "secure": "https://alerts.example.com" }"""),
    ];

    // A key with .* at its end is a map whose keys are the user's own, or another schema's.
    private static bool Covers(string key, string path) =>
        key == path || (key.EndsWith(".*", StringComparison.Ordinal) && path.StartsWith(key[..^1], StringComparison.Ordinal));

    private static IEnumerable<string> Paths(string prefix, object value) =>
        value is ImmutableDictionary<string, object> { IsEmpty: false } map
            ? map.SelectMany(entry => Paths(prefix.Length == 0 ? entry.Key : $"{prefix}.{entry.Key}", entry.Value))
            : [prefix];

    private static IEnumerable<string> Listed() => Lines().Select(line => line.Split('\t')[0]);

    private static IEnumerable<string> Lines() =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Platform", "chart-keys.tsv"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'));
}
