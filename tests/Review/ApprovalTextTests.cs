using Infra.Cli.Review;

namespace Infra.Tests.Review;

/// <summary>Where a line that approves a loss counts, and where it does not.</summary>
public sealed class ApprovalTextTests
{
    private const string Line = "data-loss-approved: 0123456789abcdef";

    [Theory]
    [InlineData("{0}", true)]
    [InlineData("I have read it.\r\n{0}\r\nThank you.", true)]
    [InlineData("```\nx\n```\n{0}", true)]
    [InlineData("<!-- a --> \n{0}", true)]
    [InlineData("> {0}", false)]
    [InlineData("`{0}`", false)]
    [InlineData("    {0}", false)]
    [InlineData("not {0}", false)]
    [InlineData("{0} is not what I say", false)]
    [InlineData("```\n{0}\n```", false)]
    [InlineData("```\n{0}", false)]
    [InlineData("~~~~\n{0}\n~~~~", false)]
    [InlineData("~~~~\n~~~\n{0}\n~~~~", false)]
    [InlineData("<!--\n{0}\n-->", false)]
    [InlineData("<!--\n{0}", false)]
    [InlineData("<details>\n\n{0}\n</details>", false)]
    [InlineData("<pre>\n{0}\n</pre>", false)]
    [InlineData("data-loss-approved: 0123456789abcde", false)]
    [InlineData("", false)]
    public void Only_a_line_of_its_own_counts(string text, bool counts) =>
        Assert.Equal(counts, ApprovalText.Says(text.Replace("{0}", Line, StringComparison.Ordinal), Line));
}
