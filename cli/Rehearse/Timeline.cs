using System.Globalization;
using Infra.Cli.Recovery;
using Spectre.Console;

namespace Infra.Cli.Rehearse;

/// <summary>
/// Tells a rehearsal while it is played: on a terminal one line lives for each step and stays when it ends; elsewhere a step begins and
/// ends with a plain line, and of the changes between them those are told on which a minute or more of simulated time went by.
/// </summary>
/// <param name="console">The terminal, or what stands in its place.</param>
/// <param name="clock">The real time.</param>
internal sealed class Timeline(IAnsiConsole console, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Notable = TimeSpan.FromMinutes(1);

    private readonly bool _lives = console.Profile.Capabilities is { Interactive: true, Ansi: true };
    private LiveStep? _live;
    private DateTimeOffset _told;

    /// <summary>A rehearsal begins.</summary>
    public void Start(string cloud, string stack, Loss loss) =>
        Write(
            $"Rehearsing the loss {LossName.Of(loss)} with the stack {stack} on a simulated {cloud}. Nothing of yours is touched.",
            new Style(decoration: Decoration.Bold)
        );

    /// <summary>A step begins.</summary>
    /// <param name="act">The act that it belongs to.</param>
    /// <param name="title">What is done.</param>
    /// <param name="command">The command or the lines, as a person would type them; null where nothing is typed.</param>
    /// <param name="simulatedNow">The world's clock.</param>
    public void BeginStep(Act act, string title, string? command, DateTimeOffset simulatedNow)
    {
        StopLiving();
        _told = simulatedNow;
        Write(
            $"{Time(simulatedNow)}  {act.ToString().ToLowerInvariant(), -8}  {title}",
            new Style(Color.Blue, decoration: Decoration.Bold)
        );
        foreach (var line in PrintableText.Of(command ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Write($"          {line}", Style.Plain);
        }
        _live = _lives ? new LiveStep(console, clock, simulatedNow) : null;
    }

    /// <summary>The engine changed something, or begins to.</summary>
    /// <param name="changeLine">What, for example <c>create RDS instance astro-prod-db-g2</c>.</param>
    /// <param name="simulatedNow">The world's clock.</param>
    public void Progress(string changeLine, DateTimeOffset simulatedNow)
    {
        _live?.Progress(PrintableText.Line(changeLine), simulatedNow);
        if (!_lives && simulatedNow - _told >= Notable)
        {
            _told = simulatedNow;
            Write($"{Time(simulatedNow)}            {changeLine}", Style.Plain);
        }
    }

    /// <summary>A step ends.</summary>
    public void EndStep(PlayedStep step)
    {
        StopLiving();
        var done = RehearsalFigures.Changes(step.Changes) is { Length: > 0 } changes ? changes : "done";
        var took = $"{DurationText.Of(step.End - step.Start)} simulated, {DurationText.Of(step.RealTime)} real";
        Write($"{Time(step.End)}            {done}; {took}", new Style(Color.Grey));
    }

    /// <summary>The rehearsal ends.</summary>
    public void Verdict(PlayedRehearsal played)
    {
        StopLiving();
        if (_lives)
        {
            VerdictPage.Write(played, console);
        }
        else
        {
            VerdictPage.WritePlain(played, console.Profile.Out.Writer);
        }
    }

    /// <summary>Gives the terminal back, also in the middle of a step.</summary>
    public void Dispose() => StopLiving();

    private void StopLiving()
    {
        _live?.Dispose();
        _live = null;
    }

    // What is not a terminal has no edge to wrap at.
    private void Write(string text, Style style)
    {
        if (_lives)
        {
            console.Write(new Text(PrintableText.Of(text), style));
            console.WriteLine();
        }
        else
        {
            console.Profile.Out.Writer.WriteLine(PrintableText.Of(text).Replace('\n', ' ').TrimEnd());
        }
    }

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
