using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Infra.Tests.Engine;

/// <summary>A <c>pulumi</c> that runs.</summary>
internal sealed class RunningEngine : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _outputEnded = new();
    private int _openStreams = 2;

    public RunningEngine(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Collect;
        _process.ErrorDataReceived += Collect;
        _process.Start();
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
    public async Task<EngineRun> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Limit);
            await _outputEnded.Task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"pulumi did not end within {Limit}. It printed:\n{Output}");
        }
        return new(_process.ExitCode, Output);
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

    /// <summary>Ends the engine and its program with no warning.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

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

    private static List<int> Children(int parent) => [.. Directory.EnumerateDirectories($"/proc/{parent}/task")
        .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

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
