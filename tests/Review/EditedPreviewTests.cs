using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Infra.Cli.Review;

namespace Infra.Tests.Review;

/// <summary>
/// The table of what an author with bad intent or bad luck brings, and of honest changes: cases.tsv, with verdict and reason.
/// </summary>
public sealed class EditedPreviewTests
{
    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var rows = File.ReadLines(Path.Combine(Repository.Root, "tests", "Review", "cases.tsv"))
                .Skip(1)
                .Select(line => line.Split('\t'));
            var data = new TheoryData<string, string, string, string>();
            foreach (var row in rows)
            {
                foreach (var cloud in row[0] == "both" ? (string[])["gcp", "aws"] : [row[0]])
                {
                    data.Add(cloud, row[1], row[2], row[3]);
                }
            }
            return data;
        }
    }

    [Fact]
    public void The_table_has_120_cases_and_more() => Assert.True(Cases.Count >= 120);

    [Theory, MemberData(nameof(Cases))]
    public void A_case_has_its_verdict_and_its_reason(string cloud, string edits, string verdict, string reason)
    {
        var (found, says) = Judge(EditedPreview.Of(cloud, edits));

        Assert.Equal(verdict, found);
        Assert.Contains(reason, says, StringComparison.Ordinal);
    }

    // A cut, doubled or changed byte of evidence is refused, needs approval, or is judged as what it still says: never an exception, and
    // never a pass of what loses something.
    [Property(MaxTest = 300)]
    public void A_spoilt_preview_of_a_loss_never_passes_and_never_ends_in_an_exception(
        bool isGcp,
        PositiveInt at,
        PositiveInt length,
        char with
    )
    {
        var text = EditedPreview.Of(isGcp ? "gcp" : "aws", "-fernet-key; -registry-bucket; ~vpc");
        var start = at.Get % text.Length;
        var spoilt = new StringBuilder(text).Remove(start, Math.Min(length.Get, text.Length - start)).Insert(start, with).ToString();

        Assert.NotEqual("passes", Judge(spoilt).Verdict);
    }

    [Property(MaxTest = 300)]
    public Property Any_JSON_in_the_place_of_a_preview_is_refused() =>
        Prop.ForAll(Json().ToArbitrary(), json => Judge(json).Verdict == "refused");

    [Property(MaxTest = 300)]
    public Property Any_JSON_in_the_place_of_a_part_of_a_step_never_passes_a_loss_and_never_ends_in_an_exception() =>
        Prop.ForAll(Json().Zip(Gen.Elements("op", "urn", "oldState", "newState", "detailedDiff", "diffReasons")).ToArbitrary(), part =>
        {
            var preview = JsonNode.Parse(EditedPreview.Of("aws", "-fernet-key; -key"))!;
            var step = preview["steps"]!.AsArray().First(step => step!["op"]!.GetValue<string>() == "delete")!;
            step[part.Item2] = JsonNode.Parse(part.Item1);
            return Judge(preview.ToJsonString()).Verdict != "passes";
        });

    private static (string Verdict, string Says) Judge(string json)
    {
        try
        {
            var review = DataLossReview.Of(RecordedPreview.Read(json), []);
            using var page = new StringWriter();
            ReviewPage.Write("prod", review, isApproved: false, page);
            return review.Errors.Length > 0 ? ("refused", string.Join(' ', review.Errors))
                : review.IsApproved([]) ? ("passes", page.ToString())
                : ("approval", string.Join(' ', review.Losses.Select(loss => loss.Says)));
        }
        catch (FormatException e)
        {
            return ("refused", e.Message);
        }
    }

    private static Gen<string> Json() => Gen.Sized(size => Of(Math.Min(size, 4)));

    private static Gen<string> Of(int depth)
    {
        var key = Gen.Elements("steps", "changeSummary", "op", "urn", "oldState", "newState", "inputs", "diagnostics", "x");
        var text = ArbMap.Default.GeneratorFor<string>().Where(value => value is not null).Select(value => JsonSerializer.Serialize(value));
        var leaf = Gen.OneOf(
            text,
            ArbMap.Default.GeneratorFor<int>().Select(number => $"{number}"),
            Gen.Elements("null", "true", "false", "[]", "{}", "1e999", "\"same\"", "\"urn:pulumi:a::b::c::d\"")
        );
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Of(depth - 1).ListOf(3).Select(items => $"[{string.Join(',', items)}]"),
                key.Zip(Of(depth - 1))
                    .ListOf(3)
                    .Select(pairs =>
                        $"{{{string.Join(',', pairs.DistinctBy(pair => pair.Item1).Select(pair => $"\"{pair.Item1}\":{pair.Item2}"))}}}"
                    )
            );
    }
}
