using Infra.Cli.Recovery;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Engine;

/// <summary>
/// Every loss of README's table is played on both clouds, and the platform comes back by the lines and commands of its recovery plan. A
/// rehearsal that finds a promise broken says so: faults are seeded, and each is told as FAIL with its reason.
/// </summary>
public sealed class RehearsalTests
{
    public static TheoryData<string, string> Losses
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var loss in Enum.GetNames<Loss>())
            {
                data.Add("gcp", loss);
                data.Add("aws", loss);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public async Task A_loss_is_followed_by_the_plans_own_lines_and_every_promise_holds(string cloud, string loss)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud, new() { TimePasses = true });

        var played = await PlayAsync(stack, Enum.Parse<Loss>(loss));

        Assert.True(played.Passed, Told(played));
    }

    private static Task<PlayedRehearsal> PlayAsync(RehearsedStack stack, Loss loss) =>
        new Rehearsal(stack, new Stage(stack.World, null), []).PlayAsync(loss);

    internal static string Told(PlayedRehearsal played) =>
        string.Join(
            '\n',
            played.Checks.Select(check => $"{(check.Passed ? "PASS" : "FAIL")} {check.Promise}: {check.Expected}; {check.Found}")
        );
}
