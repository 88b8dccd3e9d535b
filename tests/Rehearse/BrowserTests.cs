using Infra.Cli.Recovery;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Rehearse;

/// <summary>The page of a rehearsal in a real browser: on a phone, on a desk and on paper, in light and dark.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    // An A4 sheet inside of the margins of the page's own print rules, at 96 pixels an inch.
    private const int SheetWidth = 680;
    private const int SheetHeight = 1009;

    private readonly string _folder = Directory.CreateTempSubdirectory("infra-page-").FullName;

    /// <summary>Sheets, windows and schemes.</summary>
    public static TheoryData<int, int, bool, bool> Looks =>
        new()
        {
            { 360, 640, false, false },
            { 360, 640, true, false },
            { 1280, 800, false, false },
            { 1280, 800, true, false },
            { SheetWidth, SheetHeight, false, true },
            { SheetWidth, SheetHeight, true, true },
        };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Looks))]
    public async Task Nothing_is_wider_than_the_page_and_the_browser_has_nothing_to_complain_of(
        int width,
        int height,
        bool dark,
        bool printed
    )
    {
        await using var page = await browser.OpenAsync(await WriteAsync(Many()), width, height, dark, printed);

        Assert.Equal(width, await page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(
            await page.EvaluateExpressionAsync<string[]>(
                "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => "
                    + "e.outerHTML.slice(0, 120))"
            )
        );
        Assert.Empty(browser.Complaints());
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task Every_text_stands_out_from_its_ground(int width, int height, bool dark, bool printed)
    {
        await using var page = await browser.OpenAsync(await WriteAsync(Many()), width, height, dark, printed);

        var faint = await page.EvaluateFunctionAsync<string[]>(
            """
            () => {
              const light = c => { const [r, g, b] = c.match(/[\d.]+/g).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
              const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
              const texts = [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.closest('title, desc, .stacks thead'));
              if (texts.length < 50) return ['too few texts to be the page'];
              return texts.map(e => { const s = getComputedStyle(e), a = light(e instanceof SVGElement ? s.fill : s.color), b = light(ground(e));
                return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.outerHTML.slice(0, 120)]; }).filter(p => p[0] < 4.5).map(p => p.join(' '));
            }
            """
        );

        Assert.Empty(faint);
    }

    [Theory]
    [InlineData(true, "PASS", "4 promises held.")]
    [InlineData(false, "FAIL", "1 of 4 promises did not hold: Rows.")]
    public async Task A_phone_shows_the_verdict_without_scrolling(bool passed, string word, string reason)
    {
        await using var page = await browser.OpenAsync(await WriteAsync(SampleRehearsal.Of("gcp", passed)), 360, 640);

        Assert.Equal(word, await page.EvaluateExpressionAsync<string>("document.querySelector('h1 .verdict').innerText"));
        Assert.StartsWith(
            reason,
            await page.EvaluateExpressionAsync<string>("document.querySelector('.sentence').innerText"),
            StringComparison.Ordinal
        );
        Assert.InRange(
            await page.EvaluateExpressionAsync<double>("document.querySelector('.sentence').getBoundingClientRect().bottom"),
            50,
            640
        );
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task Every_bar_can_be_seen_and_lies_inside_of_its_chart(int width, int height, bool dark, bool printed)
    {
        await using var page = await browser.OpenAsync(await WriteAsync(SampleRehearsal.Of("aws")), width, height, dark, printed);

        Assert.Equal(10, await page.EvaluateExpressionAsync<int>("document.querySelectorAll('rect.bar').length"));
        Assert.Equal(3, await page.EvaluateExpressionAsync<int>("document.querySelectorAll('rect.plan').length"));
        Assert.Empty(
            await page.EvaluateFunctionAsync<string[]>(
                """
                () => [...document.querySelectorAll('svg rect, svg text')].filter(e => {
                  const r = e.getBoundingClientRect(), s = e.ownerSVGElement.getBoundingClientRect();
                  return r.width < 2 || r.height < 2 || r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 1 || r.bottom > s.bottom + 1;
                }).map(e => e.outerHTML)
                """
            )
        );
    }

    [Fact]
    public async Task On_paper_no_chart_is_cut_and_each_rehearsal_begins_a_sheet()
    {
        await using var page = await browser.OpenAsync(await WriteAsync(Many()), SheetWidth, SheetHeight, printed: true);

        Assert.Empty(
            await page.EvaluateFunctionAsync<string[]>(
                $$"""
                () => [...document.querySelectorAll('figure, tr, li')].filter(e => getComputedStyle(e).breakInside !== 'avoid' || e.offsetHeight > {{SheetHeight}}).map(e => e.outerHTML.slice(0, 120))
                """
            )
        );
        Assert.Equal(
            "page",
            await page.EvaluateExpressionAsync<string>("getComputedStyle(document.querySelectorAll('article')[1]).breakBefore")
        );
    }

    [Fact]
    public async Task Who_can_not_see_the_page_can_read_it()
    {
        await using var page = await browser.OpenAsync(await WriteAsync(Many()), 360, 640);

        Assert.Equal(
            "1 1 1 1",
            await page.EvaluateExpressionAsync<string>(
                "['header', 'main', 'nav', 'footer'].map(e => document.querySelectorAll(e).length).join(' ')"
            )
        );
        Assert.True(
            await page.EvaluateExpressionAsync<bool>(
                "[...document.querySelectorAll('svg')].every(e => e.querySelector('title').textContent && "
                    + "e.querySelector('desc').textContent)"
            )
        );
        Assert.True(
            await page.EvaluateExpressionAsync<bool>(
                "[...document.querySelectorAll('th')].every(e => e.scope) && document.documentElement.lang === 'en'"
            )
        );
        Assert.Empty(
            await page.EvaluateExpressionAsync<string[]>(
                "[...document.querySelectorAll('[aria-labelledby]')].flatMap(e => e.getAttribute('aria-labelledby').split(' ')).filter(id "
                    + "=> !document.getElementById(id))"
            )
        );
        Assert.Empty(
            await page.EvaluateExpressionAsync<string[]>(
                "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)"
            )
        );
        Assert.Empty(
            await page.EvaluateExpressionAsync<string[]>(
                "[...document.querySelectorAll('nav a')].map(e => e.hash).filter(hash => !document.getElementById(hash.slice(1)))"
            )
        );
    }

    [Fact]
    public async Task What_wants_to_be_markup_stays_text()
    {
        await using var page = await browser.OpenAsync(await WriteAsync(SampleRehearsal.Hostile()), 360, 640);

        Assert.Equal(0, await page.EvaluateExpressionAsync<int>("document.scripts.length"));
        Assert.Contains(
            "<script>alert('&')</script>",
            await page.EvaluateExpressionAsync<string>("document.querySelector('pre').textContent"),
            StringComparison.Ordinal
        );
        Assert.Equal(360, await page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth"));
    }

    private static PlayedRehearsal[] Many() =>
        [
            SampleRehearsal.Of("gcp"),
            SampleRehearsal.Of("aws", passed: false),
            SampleRehearsal.Of("gcp", loss: Loss.Rows),
            SampleRehearsal.Of("aws", loss: Loss.Zone),
        ];

    private Task<string> WriteAsync(params PlayedRehearsal[] rehearsals) =>
        RehearsalReport.WriteAsync(_folder, rehearsals, new StoppedClock(SampleRehearsal.PlayedAt));
}
