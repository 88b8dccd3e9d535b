using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Infra.Tests.Rehearse;

/// <summary>Chromium of this machine, without a window, for the tests of one class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private readonly List<string> _complaints = [];
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is { } program)
        {
            // A machine for tests is often a container, which lends no sandbox.
            _browser = await Puppeteer.LaunchAsync(
                new LaunchOptions
                {
                    ExecutablePath = program,
                    Headless = true,
                    Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
                }
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
            await _browser.DisposeAsync();
        }
    }

    /// <summary>Opens a file; skips the test, and says why, where no browser is.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="height">Of the window, in pixels.</param>
    /// <param name="dark">Whether the person likes it dark.</param>
    /// <param name="printed">Whether the page is laid out for a sheet of paper.</param>
    internal async Task<IPage> OpenAsync(string file, int width, int height, bool dark = false, bool printed = false)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium: Debian's package is chromium.");
        var page = await _browser!.NewPageAsync();
        page.Console += (_, message) => _complaints.Add(message.Message.Text);
        page.PageError += (_, error) => _complaints.Add(error.Message);
        page.RequestFailed += (_, request) => _complaints.Add(request.Request.Url);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });
        await page.EmulateMediaFeaturesAsync([
            new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" },
        ]);
        await page.EmulateMediaTypeAsync(printed ? MediaType.Print : MediaType.Screen);
        await page.GoToAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    /// <summary>What the browser's console said since the last question.</summary>
    internal string[] Complaints()
    {
        string[] all = [.. _complaints];
        _complaints.Clear();
        return all;
    }
}
