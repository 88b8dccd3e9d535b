using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Infra.Cli;
using Infra.Cli.Review;
using Infra.Configuration;
using Infra.Policy;

namespace Infra.Tests.Engine;

/// <summary>
/// The column <i>Changed later</i> of docs/config.md is true: each change of the table later-changes.tsv is previewed on a launched stack.
/// A row with words is refused with them, any other is of the kind that its key declares.
/// </summary>
public sealed class LaterChangeTests
{
    private static readonly ImmutableHashSet<string> Standing =
    [
        "aws:eks/cluster:Cluster",
        "aws:eks/nodeGroup:NodeGroup",
        "aws:rds/instance:Instance",
        "gcp:container/cluster:Cluster",
        "gcp:container/nodePool:NodePool",
        "gcp:sql/databaseInstance:DatabaseInstance",
    ];

    // What the table can not play with an edit of a sample stack, and which tests hold it. A group's keys go together.
    private static readonly Dictionary<string, string> HeldElsewhere = new()
    {
        ["infra:cloud"] = nameof(StackOriginTests),
        ["infra:lifetime"] = nameof(TeardownTests),
        ["infra:database.restore.latest"] = "with instance",
        ["infra:database.restore.adopt"] = nameof(AdoptionTests),
        ["infra:database.restore.deleted"] = nameof(DatabaseLossTests),
        ["infra:database.restore.copy"] = nameof(DrillTests),
        ["infra:identity.project"] = "with from",
        ["infra:identity.account"] = "with from",
        ["infra:identity.region"] = "with from",
        ["infra:escrow.from.clusterGeneration"] = nameof(DrillTests),
        ["infra:escrow.from.copy"] = nameof(DrillTests),
        ["infra:tls.certificate"] = "with baseDomain",
        ["infra:tls.key"] = "with baseDomain",
        ["infra:smtp.port"] = "with host",
        ["infra:smtp.user"] = "with host",
        ["infra:smtp.password"] = "with host",
        ["infra:smtp.from"] = "with host",
        ["infra:alerts.email"] = "with webhookUrl",
        ["infra:alerts.slackUrl"] = "with webhookUrl",
        ["infra:alerts.pagerDutyKey"] = "with webhookUrl",
        ["infra:alerts.nightly"] = "with webhookUrl",
        ["infra:gcp.registryKey"] = "with registryRegions",
        ["infra:gcp.backupLocation"] = nameof(Gcp.CloudSqlPostgresTests),
        ["infra:gcp.network.subnetwork"] = "with id",
        ["infra:gcp.network.podRanges"] = "with id",
        ["infra:gcp.network.serviceRanges"] = "with id",
        ["infra:gcp.network.databaseRangeName"] = "with id",
        ["infra:gcp.network.databaseRange"] = "with id",
        ["infra:aws.network.publicSubnetIds"] = "with vpcId",
        ["infra:aws.network.privateSubnetIds"] = "with vpcId",
        ["infra:aws.addOnVersions.vpc-cni"] = "with coredns",
        ["infra:aws.addOnVersions.kube-proxy"] = "with coredns",
        ["infra:aws.addOnVersions.eks-pod-identity-agent"] = "with coredns",
        ["infra:aws.addOnVersions.aws-ebs-csi-driver"] = "with coredns",
    };

    private static readonly RSA OtherKey = RSA.Create(2048);

    private static readonly ImmutableDictionary<string, LaterChange> Declared = ConfigurationKeys
        .Namespaces.SelectMany(ConfigurationKeys.All)
        .Where(key => key is IValueKey)
        .ToImmutableDictionary(key => key.Path, key => ((IValueKey)key).Changed);

    private static readonly ImmutableArray<Row> Table =
    [
        .. from line in File.ReadLines(Path.Combine(Repository.Root, "tests", "Engine", "later-changes.tsv")).Skip(1)
        let cells = line.Split('\t')
        from cloud in cells[0] == "both" ? (string[])["gcp", "aws"] : [cells[0]]
        select new Row(cloud, cells[1], [.. cells[2].Split("; ").Select(Edit)], cells[3]),
    ];

    [Fact]
    public void Every_key_has_a_row_or_a_test_of_its_own() =>
        Assert.Equal(Declared.Keys.Order(), Table.Select(row => row.Key).Concat(HeldElsewhere.Keys).Distinct().Order());

    [Fact]
    public void What_is_refused_is_declared_so()
    {
        Assert.All(Table.Where(row => row.Kind == ChangeKind.Refused), row => Assert.NotEqual("", row.Words));
        Assert.All(Table.Where(row => row.Words != ""), row =>
            Assert.Contains("refused", Declared[row.Key].Text, StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_is_changed_in_place_leaves_all_that_stands(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var (run, steps) = await PreviewAsync(stack, Rows(cloud, ChangeKind.InPlace).SelectMany(row => row.Edits));

        Assert.True(run.Succeeded, run.Output);
        Assert.Empty(
            steps
                .Where(step => step.Operation is not ("same" or "update" or "read"))
                .Where(step =>
                    Standing.Contains(step.Type) || (step.Operation is not "create" && Holdings.Of(step.Type, step.Name) is not null)
                )
                .Select(step => $"{step.Operation} {step.Name}: {string.Join(", ", step.Changed)}")
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_counts_at_a_birth_changes_nothing_later(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var (run, steps) = await PreviewAsync(stack, Rows(cloud, ChangeKind.AtBirth).SelectMany(row => row.Edits));

        Assert.True(run.Succeeded, run.Output);
        Assert.Empty(steps.Where(step => step.Operation is not ("same" or "read")).Select(step => $"{step.Operation} {step.Name}"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_is_made_beside_stands_before_the_old_one_goes_and_nothing_of_data_is_lost(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        foreach (var row in Rows(cloud, ChangeKind.Beside))
        {
            var before = stack.Configuration;
            var (run, steps) = await PreviewAsync(stack, row.Edits);
            stack.Restore(before);

            Assert.True(run.Succeeded, $"{row.Key}: {run.Output}");
            var made = steps.Where(step =>
                Standing.Contains(step.Type) && step.Operation is ("create" or "create-replacement" or "replace")
            );
            Assert.NotEmpty(made);
            Assert.DoesNotContain(steps, step => step.Operation == "delete-replaced" && Standing.Contains(step.Type) && First(step));

            // A step that deletes comes after the one that makes.
            bool First(RecordedStep step) => steps.First(other => other.Urn == step.Urn).Operation == "delete-replaced";
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_is_refused_is_refused_in_our_words_and_put_back_the_stack_is_as_before(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var refused = Table.Where(row => row.Cloud == cloud && row.Words != "").ToList();
        // What a stack was born with is told in one message; another region alone makes other lines faults.
        var together = refused.GroupBy(row =>
            row.Key != "gcp:region" && row.Words.Contains("when the stack was born", StringComparison.Ordinal) ? "" : row.Key + row.Words
        );
        foreach (var rows in together)
        {
            var before = stack.Configuration;
            stack.Edit([.. rows.SelectMany(row => row.Edits)]);
            var run = await stack.PreviewAsync();
            stack.Restore(before);

            Assert.False(run.Succeeded, $"{rows.Key}: {run.Output}");
            Assert.All(rows, row => Assert.Contains(row.Words, run.Output, StringComparison.Ordinal));
        }
        var again = await stack.PreviewAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
    }

    private static IEnumerable<Row> Rows(string cloud, ChangeKind kind) =>
        Table.Where(row => row.Cloud == cloud && row.Words == "" && row.Kind == kind);

    private static async Task<(EngineRun Run, ImmutableArray<RecordedStep> Steps)> PreviewAsync(
        RehearsedStack stack,
        IEnumerable<(string Path, string? Json)> edits
    )
    {
        var run = await stack.Edit([.. edits]).PreviewAsync("--json", "--show-sames");
        var (start, end) = (run.Output.IndexOf("{\n", StringComparison.Ordinal), run.Output.LastIndexOf('}') + 1);
        return (run, run.Succeeded ? [.. RecordedPreview.Read(run.Output[start..end]).Steps] : []);
    }

    private static (string Path, string? Json) Edit(string edit) =>
        edit.Split('=', 2) is [var path, var json]
            ? (
                path,
                json switch
                {
                    "null" => null,
                    "@other" => JsonSerializer.Serialize(SampleCertificate.For(OtherKey, "other.example.com", "*.other.example.com")),
                    "@otherKey" => JsonSerializer.Serialize(new { secure = OtherKey.ExportPkcs8PrivateKeyPem() }),
                    _ => json,
                }
            )
            : throw new FormatException(edit);

    private sealed record Row(string Cloud, string Key, ImmutableArray<(string Path, string? Json)> Edits, string Words)
    {
        public ChangeKind Kind => Cloud == "gcp" ? Declared[Key].OnGcp : Declared[Key].OnAws;
    }
}
