using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Infra.Cli;

/// <summary>A <c>pulumi</c> that runs.</summary>
internal sealed class RunningEngine : IDisposable
{
    // Longer than any run on simulated clouds takes; a run that hangs ends a test with what it printed.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private readonly Process _process;
    private readonly int _id;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _outputEnded = new();
    private int _openStreams = 2;

    public RunningEngine(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Collect;
        _process.ErrorDataReceived += Collect;
        _process.Start();
        _id = _process.Id;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="limit">After what time it is killed; default 8 minutes.</param>
    public async Task<EngineRun> EndAsync(TimeSpan? limit = null)
    {
        try
        {
            await Task.WhenAll(_process.WaitForExitAsync(), _outputEnded.Task).WaitAsync(limit ?? Limit);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"pulumi did not end within {limit ?? Limit}. It printed:\n{Output}");
        }
        return new(_process.ExitCode, Output);
    }

    /// <summary>
    /// The processor time that the engine and everything it started have used, and whether one of their threads runs, or waits for a
    /// processor or a disk. While the time stands still and no thread is runnable, all of them wait. Where a machine does not list who
    /// started whom, it is the engine's time alone.
    /// </summary>
    public (TimeSpan ProcessorTime, bool IsRunnable) Activity()
    {
        var (total, isRunnable) = (TimeSpan.Zero, false);
        foreach (var id in Descendants(_id).Prepend(_id))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                total += process.TotalProcessorTime;
                isRunnable |= IsRunnable(id);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
            {
                // It has ended a moment ago.
            }
        }
        return (total, isRunnable);
    }

    /// <summary>Kills the program that the engine runs, as the machine would when it runs out of memory.</summary>
    public void KillProgram()
    {
        var program = Descendants(_process.Id).Single(id => CommandLine(id).Contains("Infra.dll", StringComparison.Ordinal));
        Process.GetProcessById(program).Kill();
    }

    /// <summary>Asks the engine to end, as a CI runner does that has run out of time.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends the engine and its program with no warning; one that has ended stays as it is.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Nobody waits for it any more.
        }
    }

    /// <summary>Asks it to stop, as a person does with Ctrl-C.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static IEnumerable<int> Descendants(int parent)
    {
        foreach (var child in Children(parent))
        {
            yield return child;
            foreach (var descendant in Descendants(child))
            {
                yield return descendant;
            }
        }
    }

    // A process, or one of its threads, may end while it is looked at.
    private static List<int> Children(int parent)
    {
        var children = new List<int>();
        try
        {
            foreach (var task in Directory.EnumerateDirectories($"/proc/{parent}/task"))
            {
                children.AddRange(
                    File.ReadAllText(Path.Combine(task, "children"))
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
                );
            }
        }
        catch (IOException)
        {
            return children;
        }
        return children;
    }

    // The state stands behind the command's name, which stands in brackets and may hold spaces: R runs or would run, D waits for a disk.
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private static bool IsRunnable(int id) =>
        Directory.Exists($"/proc/{id}/task")
        && Directory
            .EnumerateDirectories($"/proc/{id}/task")
            .Select(task => File.ReadAllText(Path.Combine(task, "stat")))
            .Any(stat => stat[(stat.LastIndexOf(')') + 2)..] is ['R' or 'D', ..]);

    private static string CommandLine(int id) => File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            if (Interlocked.Decrement(ref _openStreams) == 0)
            {
                _outputEnded.TrySetResult();
            }
            return;
        }
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
