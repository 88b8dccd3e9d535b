using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Cli.Recovery;

/// <summary>The names of the losses, as a command line has them: <c>cluster-gone</c>.</summary>
internal static partial class LossName
{
    /// <summary>Every loss, in the order in which README lists them.</summary>
    public static ImmutableArray<Loss> Losses { get; } = [.. Enum.GetValues<Loss>()];

    /// <summary>The name of a loss.</summary>
    public static string Of(Loss loss) => Capital().Replace($"{loss}", match => $"-{match.Value}").TrimStart('-').ToLowerInvariant();

    /// <summary>The loss of a name; null where there is none of that name.</summary>
    public static Loss? Find(string name) => Losses.Where(loss => Of(loss) == name).Select(loss => (Loss?)loss).FirstOrDefault();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
