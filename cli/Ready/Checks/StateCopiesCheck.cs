using System.Globalization;

namespace Infra.Cli.Ready.Checks;

/// <summary>How old the newest copy of the state is.</summary>
internal static class StateCopiesCheck
{
    // One is made every night; a scheduler may be hours late.
    private static readonly TimeSpan Old = TimeSpan.FromHours(30);

    public static Check Check { get; } = Check.One("state-copies", "A lost state has to be imported thing by thing.", async stack =>
        {
            if (!stack.IsDurable)
            {
                return Finding.Ok("the stack is disposable: its state is made anew with it");
            }
            if (stack.Copies is not { Length: > 0 } copies)
            {
                return Finding.Fault(
                    "nobody has said where the copies are",
                    $"make ready STACK={stack.Name} COPIES=s3://… or gs://…, as .ci/nightly export is told it"
                );
            }
            var folder = $"{copies.TrimEnd('/')}/{stack.Name}/";
            var export = $".ci/nightly export {stack.Name} {copies}, and why the nightly workflow does not run";
            var newest = await stack.NewestAsync(folder, ".json");
            if (newest is not { } at)
            {
                return Finding.Fault($"{folder} holds no copy", export);
            }
            var text = string.Create(CultureInfo.InvariantCulture, $"the newest in {folder} is {(stack.Now - at).TotalHours:0} h old");
            return stack.Now - at > Old ? Finding.Fault(text, export) : Finding.Ok(text);
        });
}
