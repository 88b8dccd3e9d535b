using Infra.Cli.Review;

namespace Infra.Tests.Review;

/// <summary>How the review reads a preview, and what it writes.</summary>
public sealed class RecordedPreviewTests
{
    private const string Lost = """
        {
          "steps": [{
            "op": "delete", "urn": "urn:pulumi:prod::infra::infra:platform:Identity$random:index/randomBytes:RandomBytes::fernet-key",
            "oldState": { "id": "none", "retainOnDelete": true, "inputs": { "length": 32 } }
          }, { "op": "same", "urn": "urn:pulumi:prod::infra::pulumi:pulumi:Stack::infra-prod" }],
          "changeSummary": { "delete": 1, "same": 1 }
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("error: no stack selected")]
    [InlineData("[]")]
    public void What_is_no_preview_is_refused_with_the_command_that_writes_one(string text) =>
        Assert.Equal(
            "This is no preview. Write one with: pulumi preview --json --show-sames",
            Assert.Throws<FormatException>(() => RecordedPreview.Read(text)).Message
        );

    [Fact]
    public void A_preview_without_the_unchanged_resources_is_refused() =>
        Assert.Contains(
            "--show-sames",
            Assert.Throws<FormatException>(() => RecordedPreview.Read("""{ "steps": [], "changeSummary": { "same": 110 } }""")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_approval_covers_exactly_what_its_giver_saw()
    {
        var one = DataLossReview.Of(RecordedPreview.Read(Lost), []);
        var another = DataLossReview.Of(RecordedPreview.Read(Lost.Replace("fernet-key", "another-key", StringComparison.Ordinal)), []);

        Assert.True(one.IsApproved([one.Approval]));
        Assert.False(another.IsApproved([one.Approval]));
        Assert.Equal(one.Approval, DataLossReview.Of(RecordedPreview.Read(Lost), []).Approval);
    }

    [Fact]
    public void The_comment_says_what_is_lost_and_how_to_approve_it()
    {
        var review = DataLossReview.Of(RecordedPreview.Read(Lost), []);
        using var page = new StringWriter { NewLine = "\n" };

        ReviewPage.Write("prod", review, isApproved: false, page);

        Assert.Equal(
            $"""
            ### Stack `prod`: something that must last would be lost

            If this is meant, somebody other than the author approves the pull request with this line in the review:

            ```
            {review.Approval}
            ```

            | | What holds data or identity | Step | What it means |
            |---|---|---|---|
            | ⚠️ | fernet key `fernet-key` | **delete** | lost: no deployment can decrypt its connections and variables, in a restored database either |

            Nothing else changes.

            """,
            page.ToString()
        );
    }

    [Theory]
    [InlineData("update", "aws:lb/listener:Listener", 0)]
    [InlineData("delete", "aws:s3/bucket:Bucket", 60_000)]
    public void A_plan_of_60000_steps_shows_its_losses_and_their_line_first_in_a_comment_that_GitHub_takes(
        string operation,
        string type,
        int others
    )
    {
        var steps = Enumerable
            .Range(0, 60_000)
            .Select(index =>
                $$"""{ "op": "{{operation}}", "urn": "urn:pulumi:prod::infra::{{type}}::a-thing-with-a-name-{{index}}", "oldState": {}, "newState": {}, "detailedDiff": { "port": {} } }"""
            )
            .Append("""{ "op": "delete", "urn": "urn:pulumi:prod::infra::random:index/randomBytes:RandomBytes::fernet-key" }""")
            .Append("""{ "op": "same", "urn": "urn:pulumi:prod::infra::pulumi:pulumi:Stack::infra-prod" }""");
        var counts = operation == "delete" ? """{ "delete": 60001, "same": 1 }""" : """{ "update": 60000, "delete": 1, "same": 1 }""";
        var review = DataLossReview.Of(
            RecordedPreview.Read($$"""{ "steps": [{{string.Join(',', steps)}}], "changeSummary": {{counts}} }"""),
            []
        );
        using var page = new StringWriter { NewLine = "\n" };

        ReviewPage.Write("prod", review, isApproved: false, page);

        var lines = page.ToString().Split('\n');
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.ToString()), 10_000, 65_000);
        Assert.Equal(review.Approval, lines[5]);
        Assert.Contains("| ⚠️ |", lines[10], StringComparison.Ordinal);
        Assert.Equal(others + 1, review.Losses.Count());
        Assert.Single(lines, line => line.Contains(" more, which do not fit here.", StringComparison.Ordinal));
    }
}
