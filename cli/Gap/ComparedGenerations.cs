using System.Globalization;
using Infra.Cli.Ready;
using Infra.Foundation;
using Infra.Schemas;

namespace Infra.Cli.Gap;

/// <summary>Which instances are compared, and since when.</summary>
/// <param name="Old">The name of the retained instance.</param>
/// <param name="Restored">The name of the active one.</param>
/// <param name="Since">The instant that the active one was restored to, in RFC 3339; empty where its birth record names none.</param>
internal sealed record ComparedGenerations(string Old, string Restored, string Since)
{
    /// <summary>Asks the stack's outputs, which tell what stands after the last <c>up</c> that ended.</summary>
    /// <param name="stack">The stack, and whom to ask.</param>
    /// <param name="old">The old generation's number; null: the one before the active one.</param>
    /// <exception cref="InvalidOperationException">There is no such generation.</exception>
    public static async Task<ComparedGenerations> ReadAsync(CheckedStack stack, int? old)
    {
        var born = (await stack.AskAsync("pulumi", "stack", "output", "databaseGenerations", "--json", "--stack", stack.Name)).AsArray();
        var earlier = born.SkipLast(1).ToList();
        var compared = old is null ? earlier.LastOrDefault() : earlier.Find(one => one.Number("generation") == old);
        return compared is null
            ? throw new InvalidOperationException(
                old is null
                    ? $"{stack.Name} has one generation of its database alone, or the up that makes the next has not ended: there is no "
                        + "gap to tell."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{stack.Name} has no generation {old} of its database before the active one."
                    )
            )
            : new(compared.Text("instance")!, born[^1].Text("instance")!, RestoreSource.InstantOf(born[^1].Text("bornFrom") ?? ""));
    }
}
