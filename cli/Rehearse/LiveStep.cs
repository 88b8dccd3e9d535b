using System.Globalization;
using Spectre.Console;

namespace Infra.Cli.Rehearse;

/// <summary>The line that lives on a terminal while a step is played: both times, how much was changed, and what was last.</summary>
internal sealed class LiveStep : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly IAnsiConsole _console;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly Task _living;
    private DateTimeOffset _now;
    private string _change = "";
    private int _changes;

    public LiveStep(IAnsiConsole console, TimeProvider clock, DateTimeOffset simulatedNow)
    {
        (_console, _clock, _now, _began) = (console, clock, simulatedNow, clock.GetTimestamp());
        _living = Task.Run(() => console.Status().Spinner(Spinner.Known.Dots).StartAsync(Line(), LiveAsync));
    }

    /// <summary>Another change.</summary>
    public void Progress(string change, DateTimeOffset simulatedNow)
    {
        lock (_lock)
        {
            (_change, _now, _changes) = (change, simulatedNow, _changes + 1);
        }
    }

    /// <summary>Takes the line away and waits until the terminal is free.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _living.GetAwaiter().GetResult();
        _ended.Dispose();
    }

    private async Task LiveAsync(StatusContext line)
    {
        while (!_ended.IsCancellationRequested)
        {
            line.Status(Line());
            await Task.Delay(Beat, _clock, _ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        line.Status(Line());
    }

    private string Line()
    {
        lock (_lock)
        {
            var real = DurationText.Of(_clock.GetElapsedTime(_began));
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{_now.ToUniversalTime():HH:mm:ss} simulated, {real} real, {_changes} changes  {_change}"
            );
            // One line: what wraps would not be taken away again.
            return Markup.Escape(line.Length > _console.Profile.Width - 4 ? line[..Math.Max(1, _console.Profile.Width - 5)] + "…" : line);
        }
    }
}
