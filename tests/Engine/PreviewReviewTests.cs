using System.Text.Json.Nodes;
using Infra.Cli.Review;

namespace Infra.Tests.Engine;

/// <summary>What the check of a pull request says of an edit, by previews that the real engine has just written.</summary>
public sealed class PreviewReviewTests
{
    private const string Latest = """infra:database.generation=2;infra:database.restore={ "latest": true }""";
    private const string Born = "create database-g2, create database-g2-birth";

    // The new database's copy in the other region is begun, and the old one's goes on.
    private const string Copied = "create database-copy-eu-west-1-g2";
    private const string Left = "left in the cloud database-copy-eu-west-1-g1, left in the cloud database-g1";

    [Theory]
    [InlineData("gcp", "", "")]
    [InlineData("aws", "", "")]
    [InlineData("gcp", "infra:cluster.airflow.mostNodes=40;infra:prometheus.retentionDays=30", "")]
    [InlineData("aws", "infra:cluster.airflow.mostNodes=40;infra:prometheus.retentionDays=30", "")]
    [InlineData(
        "gcp",
        "infra:database.backup.retentionDays=21;infra:registry.keepDeletedDays=40",
        "update in place database-g1, update in place registry-bucket"
    )]
    [InlineData("aws", "infra:database.backup.retentionDays=21;infra:registry.keepDeletedDays=40", "update in place database-g1")]
    [InlineData("gcp", "infra:database.highAvailability=false", "update in place database-g1")]
    [InlineData("aws", "infra:database.machineType=\"db.m6g.2xlarge\"", "update in place database-g1")]
    [InlineData("gcp", "infra:cluster.generation=2", "create cluster-g2, delete cluster-g1")]
    [InlineData("aws", "infra:cluster.generation=2", "create cluster-g2, delete cluster-g1")]
    [InlineData(
        "gcp",
        Latest,
        $"{Born}, create database-user-g2, create identity-g2, left in the cloud database-g1, left in the cloud database-user-g1"
    )]
    [InlineData("aws", Latest, $"{Copied}, {Born}, create identity-g2, {Left}")]
    [InlineData(
        "aws",
        Latest + ";infra:cluster.generation=2",
        $"create cluster-g2, {Copied}, {Born}, create identity-g2, delete cluster-g1, {Left}"
    )]
    public async Task An_edit_that_keeps_everything_needs_no_approval(string cloud, string edits, string steps)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var review = await ReviewAsync(stack.Edit(Edits(edits)));

        Assert.Empty(review.Errors);
        Assert.Empty(review.Losses.Select(Line));
        Assert.Equal(steps, string.Join(", ", review.Steps.Select(Line).Order(StringComparer.Ordinal)));
        Assert.All(
            review.Steps.Where(step => step.Name is "database-g2" or "database-g1" && step.Action != StepAction.UpdateInPlace),
            step => Assert.Contains("born from astro-prod-db-g1 at its latest", step.Says, StringComparison.Ordinal)
        );
        Assert.True(review.IsApproved([]));
    }

    [Theory]
    [InlineData(
        "gcp",
        "infra:database.backup.retentionDays=8",
        "update in place database-g1",
        "8 backups are kept instead of 14; older ones are deleted; its last backup would be kept 8 days instead of 14"
    )]
    [InlineData(
        "aws",
        "infra:database.backup.retentionDays=8",
        "update in place database-g1",
        "backups are kept 8 days instead of 14; older ones are deleted, and nothing from before can be restored"
    )]
    [InlineData(
        "gcp",
        "infra:database.backup.pointInTimeDays=3",
        "update in place database-g1",
        "any second of 3 days can be restored instead of 7; older logs are deleted"
    )]
    [InlineData(
        "aws",
        "infra:registry.keepDeletedDays=7",
        "update in place registry-lifecycle",
        "old versions are kept 7 days instead of 30; older ones are deleted"
    )]
    [InlineData(
        "gcp",
        "infra:lifetime=\"disposable\"",
        "update in place fernet-key",
        "loses its protection: from now on it can be deleted, and then is lost: no deployment can decrypt its connections and variables, "
            + "in a restored database either"
    )]
    [InlineData(
        "aws",
        "infra:lifetime=\"disposable\"",
        "update in place registry-bucket",
        "loses its protection: from now on it can be deleted, and then is lost: every image in it with all old versions; only what is "
            + "built and deployed again comes back; it could be deleted with every object in it"
    )]
    public async Task An_edit_that_loses_something_later_or_at_once_needs_approval(string cloud, string edits, string step, string says)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var review = await ReviewAsync(stack.Edit(Edits(edits)));

        Assert.Empty(review.Errors);
        Assert.Equal(says, Assert.Single(review.Losses, loss => Line(loss) == step).Says);
        Assert.False(review.IsApproved(["", "looks good", "data-loss-approved: 000000000000"]));
        Assert.True(review.IsApproved([$"I have read it.\r\n{review.Approval}\r\n"]));
    }

    [Theory]
    // A thing that the program declares no more, as after a rename or a bad merge.
    [InlineData(
        "gcp",
        "random:index/randomPassword:RandomPassword",
        true,
        "delete",
        "lost: whatever logs in with it is locked out until it is told the new one"
    )]
    [InlineData(
        "aws",
        "tls:index/privateKey:PrivateKey",
        false,
        "delete",
        "lost: every token and certificate signed with it is refused; all users log in again"
    )]
    [InlineData(
        "aws",
        "aws:kms/key:Key",
        false,
        "delete",
        "lost: whatever was encrypted with it, backups and old objects too, can not be read by anybody"
    )]
    [InlineData(
        "gcp",
        "gcp:dns/managedZone:ManagedZone",
        false,
        "delete",
        "lost: every name in it; a zone made anew has other name servers"
    )]
    [InlineData(
        "gcp",
        "gcp:storage/bucket:Bucket",
        true,
        "left in the cloud",
        "stays in the cloud as a-forgotten-one, and the platform uses it no more; out of reach: every image in it with all old versions; "
            + "only what is built and deployed again comes back"
    )]
    [InlineData(
        "aws",
        "aws:rds/instance:Instance",
        true,
        "left in the cloud",
        "stays in the cloud as a-forgotten-one, and the platform uses it no more; out of reach: every user, deployment, connection, "
            + "variable and run that it holds, up to its last backup"
    )]
    public async Task What_leaves_the_program_needs_approval(string cloud, string type, bool retained, string words, string says)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var state = await stack.ExportAsync();
        Forget(state, type, retained);
        await stack.ImportAsync(state);

        var loss = Assert.Single((await ReviewAsync(stack)).Losses);

        Assert.Equal(("forgotten", words, says), (loss.Name, loss.Words, loss.Says));
    }

    [Theory]
    [InlineData(
        "gcp",
        "gcp:dns/managedZone:ManagedZone",
        "dnsName",
        "a new and empty one takes its place; the old one stays in the cloud, and nothing leads to it, because of dnsName"
    )]
    [InlineData(
        "aws",
        "aws:route53/zone:Zone",
        "name",
        "a new and empty one takes its place; the old one stays in the cloud, and nothing leads to it, because of name"
    )]
    public async Task What_another_takes_the_place_of_needs_approval(string cloud, string type, string property, string says)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var state = await stack.ExportAsync();
        var zone = Resources(state).First(resource => resource["type"]!.GetValue<string>() == type);
        zone["protect"] = false;
        zone["inputs"]![property] = "an-older-name.internal";
        zone["outputs"]![property] = "an-older-name.internal";
        await stack.ImportAsync(state);

        var review = await ReviewAsync(stack);

        var loss = Assert.Single(review.Losses, step => step.Noun == "DNS zone" && step.Action == StepAction.Replace);
        Assert.StartsWith(says, loss.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_that_the_engine_refuses_fails_with_the_engine_s_words()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        var up = await stack.Edit(("infra:copies.lock", "\"governance\"")).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);

        var review = await ReviewAsync(stack.Edit(("infra:copies.lock", null)));

        Assert.Contains(review.Errors, error => error.Contains("protect", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_preview_that_the_program_refuses_fails_with_the_program_s_words(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var review = await ReviewAsync(stack.Edit(("infra:prefix", "\"another\"")));

        Assert.Contains(review.Errors, error => error.Contains("infra:prefix: astro-prod when", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_generation_that_is_taken_back_fails_with_the_words_of_its_guard()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        var up = await stack.At("2026-03-03T15:00:00Z").Edit(Edits(Latest)).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);

        var review = await ReviewAsync(stack.Edit(("infra:database.generation", "1"), ("infra:database.restore", null)));

        Assert.Contains(review.Errors, error =>
            error.Contains("astro-prod-db-g1 is not in the stack's state, but it was made before", StringComparison.Ordinal)
        );
    }

    private static async Task<DataLossReview> ReviewAsync(RehearsedStack stack)
    {
        var preview = await stack.PreviewAsync("--json", "--show-sames");
        var json = preview.Output[preview.Output.IndexOf('{', StringComparison.Ordinal)..(preview.Output.LastIndexOf('}') + 1)];
        return DataLossReview.Of(RecordedPreview.Read(json), []);
    }

    private static string Line(ReviewedStep step) => $"{step.Words} {step.Name}";

    private static (string, string?)[] Edits(string edits) =>
        [
            .. edits
                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(edit => edit.Split('=', 2))
                .Select(pair => (pair[0], (string?)pair[1])),
        ];

    // Adds a resource to the state that the program does not declare.
    private static void Forget(JsonObject state, string type, bool retained)
    {
        var (package, resources) = (type.Split(':')[0], state["deployment"]!["resources"]!.AsArray());
        var like = Resources(state)
            .First(resource => resource["type"]!.GetValue<string>().StartsWith($"{package}:", StringComparison.Ordinal));
        resources.Add(
            new JsonObject
            {
                ["urn"] = $"urn:pulumi:test::infra::{type}::forgotten",
                ["custom"] = true,
                ["id"] = "a-forgotten-one",
                ["type"] = type,
                ["inputs"] = new JsonObject
                {
                    [type.StartsWith("aws:rds", StringComparison.Ordinal) ? "identifier" : "name"] = "a-forgotten-one",
                },
                ["outputs"] = new JsonObject(),
                ["provider"] = like["provider"]!.DeepClone(),
                ["retainOnDelete"] = retained,
            }
        );
    }

    private static IEnumerable<JsonObject> Resources(JsonObject state) =>
        state["deployment"]!["resources"]!.AsArray().Select(resource => resource!.AsObject());
}
