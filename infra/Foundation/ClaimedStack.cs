using Pulumi;
using Pulumi.Utilities;

namespace Infra.Foundation;

/// <summary>
/// The claim of a stack: the first thing that it makes, under a name that only one stack can have. With its state lost, or under another
/// stack's prefix, an <c>up</c> collides there before it has made anything a second time.
/// </summary>
internal sealed class ClaimedStack
{
    private readonly Task _claimed;

    /// <summary>Waits for a claim.</summary>
    /// <param name="claim">What only one stack can have.</param>
    public ClaimedStack(CustomResource claim)
    {
        // The URN alone is known in a preview too. A claim that fails fails whoever waits for it.
        (Claim, _claimed) = (claim, OutputUtilities.GetValueAsync(claim.Urn));
    }

    /// <summary>What holds the name.</summary>
    public Resource Claim { get; }

    /// <summary>
    /// Gives a value once the claim stands. The engine is told nothing of that: after a lost state the provider that the import needs is
    /// made before the claim is known again.
    /// </summary>
    public Output<T> Then<T>(T value)
    {
        return Output.Create(WaitAsync());

        async Task<T> WaitAsync()
        {
            await _claimed;
            return value;
        }
    }

    /// <summary>Says, where the claim is about to be made, what it means when that fails.</summary>
    /// <param name="prefix">The stack's prefix.</param>
    /// <param name="noun">What the cloud calls the claim, with its name.</param>
    public static ResourceHook Announcement(string prefix, string noun) =>
        new(
            "stack-is-claimed",
            (_, _) =>
            {
                Log.Info(
                    $"The stack begins with its claim, {noun}. If that exists already, the platform stands and its state is lost, or "
                        + $"another stack has the prefix {prefix}. Then nothing is made, and docs/state.md says how the state comes back."
                );
                return Task.CompletedTask;
            },
            new() { OnDryRun = true }
        );
}
