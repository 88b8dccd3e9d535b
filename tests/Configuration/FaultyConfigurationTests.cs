using System.Collections.Immutable;
using FsCheck.Xunit;
using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>A faulty configuration is refused whole, in words that say what to write, before anything is registered.</summary>
public sealed class FaultyConfigurationTests
{
    [Theory]
    [InlineData("gcp", "infra:cloud", "\"azure\"", "infra:cloud: 'azure' is not gcp or aws. Write for example gcp.")]
    [InlineData("gcp", "infra:cloud", null, "infra:cloud: it is missing")]
    [InlineData("gcp", "infra:prefix", "\"Astro\"", "infra:prefix: 'Astro' is not 3 to 18 small letters")]
    [InlineData("gcp", "infra:prefix", "\"a-prefix-that-is-long\"", "3 to 18 small letters")]
    [InlineData("gcp", "infra:baseDomain", "\"https://astro.example.com\"", "infra:baseDomain")]
    [InlineData("gcp", "infra:baseDomain", null, "infra:baseDomain: it is missing")]
    [InlineData("gcp", "infra:lifetime", "\"eternal\"", "'eternal' is not durable or disposable")]
    [InlineData("gcp", "infra:databse", "{}", "Did you mean 'infra:database'")]
    [InlineData("gcp", "infra:cluster", "3", "infra:cluster: '3' is not an object")]
    [InlineData("gcp", "infra:cluster.generation", "0", "'0' is not a whole number from 1 to 999")]
    [InlineData("gcp", "infra:cluster.generation", "1.5", "'1.5' is not a whole number")]
    [InlineData("gcp", "infra:cluster.kubernetesVersion", "\"1.36\"", "\"1.31\" to \"1.35\"")]
    [InlineData("gcp", "infra:cluster.kubernetesVersion", "\"latest\"", "'latest' is not a minor version that chart 2.1.0 supports")]
    [InlineData("gcp", "infra:cluster.platform.mostNodes", "1", "infra:cluster.platform.mostNodes: 1 is fewer than leastNodes, 3")]
    [InlineData("gcp", "infra:cluster.platform.machineType", null, "infra:cluster.platform.machineType: it is missing")]
    [InlineData("gcp", "infra:cluster.allowedRanges", "[\"0.0.0.0/0\"]", "is not a list of IPv4 ranges")]
    [InlineData("gcp", "infra:cluster.allowedRanges", "[\"10.200.0.1/24\"]", "no host bits set")]
    [InlineData("gcp", "infra:network.range", "\"10.0.0.0/8\"", "infra:network.range: '10.0.0.0/8' is not a range of IPv4 addresses from /16 to /20")]
    [InlineData("gcp", "infra:network.range", "\"10.0.0.1/16\"", "no host bits set")]
    [InlineData("gcp", "infra:network.flowLogs", "\"on\"", "'on' is not true or false")]
    [InlineData("gcp", "infra:owner", "\"Data Platform\"", "infra:owner: 'Data Platform' is not at most 63 small letters")]
    [InlineData("gcp", "infra:database.generation", "-1", "infra:database.generation")]
    [InlineData("gcp", "infra:database.postgresVersion", "18", "'18' is not a whole number from 13 to 17")]
    [InlineData("gcp", "infra:database.highAvailability", "\"yes\"", "'yes' is not true or false")]
    [InlineData("gcp", "infra:database.backup.retentionDays", "3", "'3' is not a whole number from 7 to 35")]
    [InlineData("gcp", "infra:database.backup.time", "\"25:00\"", "'25:00' is not a time of day")]
    [InlineData("gcp", "infra:database.backup.pointInTimeDays", "8", "keeps the logs of 7 days, and 8 are wanted. Write at most 7")]
    [InlineData("aws", "infra:database.backup.pointInTimeDays", "20", "Write at most 14, or raise retentionDays")]
    [InlineData("aws", "infra:database.backup.retentionDays", "36", "from 7 to 35")]
    [InlineData("gcp", "infra:database.backup.retention", "14", "Did you mean 'infra:database.backup.retentionDays'")]
    [InlineData("gcp", "infra:database.restore", "{}", "infra:database.restore: it does not say which one state is wanted")]
    [InlineData("gcp", "infra:database.restore", "{\"latest\":true}", "generation 1 has no generation before it")]
    [InlineData("gcp", "infra:database.restore", "{\"latest\":true,\"instance\":\"x\",\"pointInTime\":\"2026-11-23T13:02:30Z\"}", "it does not say which one state is wanted")]
    [InlineData("gcp", "infra:database.restore", "{\"instance\":\"x\",\"pointInTime\":\"2026-11-23T14:02:30+01:00\"}", "is not an instant in UTC, with Z")]
    [InlineData("gcp", "infra:database.restore", "{\"instance\":\"x\",\"pointInTime\":\"yesterday\"}", "'yesterday' is not an instant in UTC")]
    [InlineData("gcp", "infra:database.restore", "{\"latest\":true,\"backup\":1,\"instance\":\"x\"}", "it does not say which one state is wanted")]
    [InlineData("gcp", "infra:database.restore", "{\"backup\":1772442000000}", "generation 1 has no generation before it")]
    [InlineData("gcp", "infra:database.restore", "{\"backup\":\"monday\",\"instance\":\"x\"}", "'monday' does not fit this cloud. Write the number of a backup run")]
    [InlineData("gcp", "infra:database.restore", "{\"latest\":true,\"instance\":\"x\",\"deleted\":\"2026-11-23T13:02:30Z\"}", "to a point in time only")]
    [InlineData("gcp", "infra:database.restore", "{\"pointInTime\":\"2026-11-23T13:02:30Z\",\"copy\":\"x\"}", "Write the backup vault's data source")]
    [InlineData("gcp", "infra:database.restore", "{\"adopt\":\"x\",\"instance\":\"y\"}", "adopted as generation 1, by its own name")]
    [InlineData("gcp", "infra:database.restore", "{\"backup\":1,\"instance\":\"x\",\"deleted\":\"2026-11-23T13:02:30Z\"}", "a backup or an adopted instance needs none")]
    [InlineData("aws", "infra:database.restore", "{\"backup\":\"s\",\"instance\":\"x\"}", "an RDS snapshot is named by itself")]
    [InlineData("aws", "infra:database.restore", "{\"latest\":true,\"deleted\":\"astro-prod-db-g1\"}", "Write the deleted instance's resource id")]
    [InlineData("aws", "infra:database.restore", "{\"latest\":true,\"copy\":\"ab-1\"}", "Write the ARN of the automated backups")]
    [InlineData("gcp", "infra:database.createAgain", "2", "it names generation 2, but the active one is 1")]
    [InlineData("gcp", "infra:prometheus.replicas", "1", "'1' is not a whole number from 2 to 3")]
    [InlineData("gcp", "infra:registry.keepDeletedDays", "3", "from 7 to 90")]
    [InlineData("gcp", "gcp:project", "\"My Project\"", "gcp:project: 'My Project' is not a project's id (not its name or number)")]
    [InlineData("gcp", "gcp:project", null, "gcp:project: it is missing")]
    [InlineData("gcp", "gcp:region", "\"europe-west1-b\"", "not a zone")]
    [InlineData("gcp", "gcp:zone", "\"europe-west1-b\"", "gcp:zone: there is no such key")]
    [InlineData("gcp", "infra:aws", "{\"zones\":[]}", "infra:aws: it is for the other cloud, and infra:cloud is gcp")]
    [InlineData("aws", "aws:region", "\"eu-central-1a\"", "not a zone")]
    [InlineData("aws", "aws:allowedAccountIds", "[]", "it names 0 accounts, and a stack lives in one")]
    [InlineData("aws", "aws:allowedAccountIds", "[\"123\"]", "is not a list of account ids, 12 digits each in quotes")]
    [InlineData("aws", "aws:allowedAccountIds", "\"123456789012\"", "aws:allowedAccountIds: '123456789012' is not a list of account ids")]
    [InlineData("aws", "infra:aws.zones", "[\"eu-central-1a\",\"eu-central-1a\",\"eu-central-1b\"]", "are not three different zones of eu-central-1")]
    public void A_fault_names_its_key_and_what_to_write(string cloud, string key, string? json, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config(cloud, (key, json)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_secret_may_not_be_encrypted_and_what_is_encrypted_is_in_no_message()
    {
        var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config("gcp", ("infra:prefix", "{\"secure\":\"Hidden Name\"}")));

        Assert.Contains("infra:prefix: it is encrypted, but nothing of it is secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden Name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_together()
    {
        var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config(
            "aws", ("infra:prefix", "\"X\""), ("infra:cluster.generation", "0"), ("infra:database.backup.retentionDays", "1")));

        Assert.Equal(["infra:prefix", "infra:cluster.generation", "infra:database.backup.retentionDays"],
            refused.Faults.Take(3).Select(fault => fault.Key));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void The_sample_stacks_have_no_fault(string cloud) => Assert.NotNull(SampleStack.Config(cloud));

    [Property]
    public void No_text_makes_it_throw_anything_but_its_own_error(string?[] texts)
    {
        string[] keys =
        [
            "infra:cloud", "infra:prefix", "infra:baseDomain", "infra:cluster", "infra:database", "infra:prometheus", "gcp:project", "aws:allowedAccountIds",
        ];
        var values = keys.Zip(texts, (key, text) => KeyValuePair.Create(key, text ?? "")).ToImmutableSortedDictionary(StringComparer.Ordinal);

        Assert.Throws<ConfigurationException>(() => PlatformConfig.Read(new(values)));
    }
}
