using System.Collections.Immutable;

namespace Infra.Tests.Platform;

/// <summary>Who may read in the cluster, and what.</summary>
public sealed class ClusterViewersTests
{
    [Theory]
    [InlineData("gcp", "User", "astro-preview@my-state.iam.gserviceaccount.com")]
    [InlineData("aws", "Group", "infra-viewers")]
    public async Task A_viewer_may_read_what_the_program_declares_and_change_nothing(string cloud, string kind, string name)
    {
        var declared = await DeclaredAsync(cloud, ($"infra:{cloud}.viewers", SampleStack.Viewers(cloud)));
        var rules = List(declared["viewer-role-g1"].Inputs["rules"]);
        var subject = Assert.Single(List(declared["viewer-binding-g1"].Inputs["subjects"]));

        Assert.All(rules, rule => Assert.Equal(["get", "list", "watch"], Texts(rule["verbs"])));
        Assert.DoesNotContain("*", rules.SelectMany(rule => Texts(rule["resources"]).Concat(Texts(rule["apiGroups"]))));
        Assert.Equal((kind, name), (subject["kind"], subject["name"]));
        Assert.All(
            declared.Values.Where(resource =>
                resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && resource.Type != "kubernetes:helm.sh/v3:Release"
            ),
            resource =>
            {
                // kubernetes:apps/v1:Deployment is the resource deployments of the group apps.
                var (group, noun) = (
                    resource.Type.Split(':')[1].Split('/')[0].Replace("core", "", StringComparison.Ordinal),
                    Plural(resource.Type.Split(':')[2])
                );
                Assert.Contains(rules, rule => Texts(rule["apiGroups"]).Contains(group) && Texts(rule["resources"]).Contains(noun));
            }
        );
    }

    [Fact]
    public async Task On_AWS_a_viewer_s_entry_gives_its_group_and_no_policy()
    {
        var declared = await DeclaredAsync("aws", ("infra:aws.viewers", SampleStack.Viewers("aws")));

        Assert.Equal(
            ["infra-viewers"],
            ((ImmutableArray<object>)declared["viewer-123456789012:role/astro-preview-g1"].Inputs["kubernetesGroups"]).Cast<string>()
        );
        Assert.DoesNotContain(declared.Keys, name =>
            name.StartsWith("admin-policy-", StringComparison.Ordinal) && name.Contains("astro-preview", StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Where_nobody_is_named_nobody_is_let_in(string cloud) =>
        Assert.DoesNotContain(await DeclaredAsync(cloud), declared => declared.Key.StartsWith("viewer", StringComparison.Ordinal));

    private static async Task<Dictionary<string, DeclaredResource>> DeclaredAsync(
        string cloud,
        params (string Path, string? Json)[] edits
    ) =>
        (await SampleStack.EvaluateAsync(cloud, edits))
            .Resources.Where(resource => !resource.Type.StartsWith("infra:", StringComparison.Ordinal))
            .ToDictionary(resource => resource.Name);

    private static List<ImmutableDictionary<string, object>> List(object list) =>
        [.. ((ImmutableArray<object>)list).Cast<ImmutableDictionary<string, object>>()];

    private static IEnumerable<string> Texts(object list) => ((ImmutableArray<object>)list).Cast<string>();

    private static string Plural(string kind) =>
        kind.ToLowerInvariant() is var noun && noun.EndsWith('y') ? $"{noun[..^1]}ies"
        : noun.EndsWith('s') ? $"{noun}es"
        : $"{noun}s";
}
