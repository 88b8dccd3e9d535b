using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using Infra.Configuration;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Rehearsal.Preview;

/// <summary>What an <c>up</c> from nothing would make, for a person to read.</summary>
public static class PreviewPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="page">Where to.</param>
    public static async Task WriteAsync(PlatformConfig config, string stack, TextWriter page)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(page);
        var evaluation = await OfflineStack.EvaluateAsync(config, stack);
        await page.WriteLineAsync($"Stack {stack}, lifetime {config.Foundation.Lifetime.Name}: what an up from nothing would make");
        await page.WriteLineAsync();
        ResourceTree.Write(evaluation.Resources, page);
        await page.WriteLineAsync("\nOutputs");
        foreach (var (name, value) in evaluation.Outputs)
        {
            await page.WriteLineAsync($"  {name,-22}{await Show(value)}");
        }
        await page.WriteLineAsync("\nRecovery");
        RecoverySettings.Write(config, evaluation, page);
    }

    private static async Task<string> Show(object? value) => value switch
    {
        Output<string> output => await ShowOutput(output),
        Output<ImmutableArray<string>> output => await ShowOutput(output),
        Output<ImmutableDictionary<string, string>> output => await ShowOutput(output),
        Output<ImmutableArray<ImmutableDictionary<string, object>>> output => await ShowOutput(output),
        _ => Text(value),
    };

    private static async Task<string> ShowOutput<T>(Output<T> output)
    {
        if (await Output.IsSecretAsync(output))
        {
            return "(secret)";
        }
        return await OutputUtilities.GetIsKnownAsync(output) ? Text(await OutputUtilities.GetValueAsync(output)) : "(known after up)";
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IDictionary map => $"{{ {string.Join(", ", map.Keys.Cast<object>().OrderBy(Text, StringComparer.Ordinal).Select(key => $"{key}: {Text(map[key])}"))} }}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
