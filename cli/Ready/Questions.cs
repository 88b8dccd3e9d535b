using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Ready;

/// <summary>
/// Asks by commands that read and change nothing. Each is run once, whoever asks; a few run at the same time; and each has its time, after
/// which it counts as unreadable.
/// </summary>
/// <param name="run">Runs a command and gives what it printed.</param>
/// <param name="limits">How long and how many.</param>
internal sealed class Questions(Func<string[], CancellationToken, Task<string>> run, QuestionLimits limits) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _answers = new();
    private readonly SemaphoreSlim _places = new(limits.AtOnce);

    /// <summary>What a command prints.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, refuses, or does not answer in its time.</exception>
    public Task<string> AskAsync(string[] command) => _answers.GetOrAdd(Line(command), _ => new(() => RunAsync(command))).Value;

    /// <summary>Runs a command anew, whatever it printed before: for what is asked after a change, or changes something itself.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses.</exception>
    public string RunNow(string[] command) => run(command, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The command as a person types it.</summary>
    public static string Line(string[] command) =>
        string.Join(' ', command.Select(word => word.Any(" '\"*~()".Contains) ? $"'{word}'" : word));

    /// <summary>An answer as JSON.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static JsonNode Json(string[] command, string answer)
    {
        try
        {
            // A tool that has nothing to tell prints nothing.
            return string.IsNullOrWhiteSpace(answer)
                ? new JsonObject()
                : JsonNode.Parse(answer) ?? throw new InvalidOperationException($"`{Line(command)}` printed null.");
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"`{Line(command)}` printed what is no JSON.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<string> RunAsync(string[] command)
    {
        await _places.WaitAsync();
        using var limit = new CancellationTokenSource(limits.Each);
        try
        {
            return await run(command, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"`{Line(command)}` did not answer within {limits.Each.TotalSeconds} s");
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>How long questions may take. The defaults keep the whole under thirty seconds.</summary>
/// <param name="Each">After what time one is given up.</param>
/// <param name="All">After what time all are.</param>
/// <param name="AtOnce">How many run at the same time: each is a process of its own, and a Python one.</param>
internal sealed record QuestionLimits(TimeSpan Each, TimeSpan All, int AtOnce)
{
    /// <summary>12 s for each and 27 s for all, 8 at the same time.</summary>
    public static QuestionLimits Default { get; } = new(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(27), 8);
}
