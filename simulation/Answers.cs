namespace Infra.Simulation;

/// <summary>When and how the cloud answers a call: at once, after its time has passed, when a test lets the answer go, or never.</summary>
internal sealed class Answers(World world)
{
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(40);

    /// <summary>
    /// Acts at once or not at all. The answer comes when the operation's time has passed; whoever is gone by then has left something behind
    /// that goes on to be made. A hold keeps the answer back for as long as the program has patience.
    /// </summary>
    public async Task<T> GiveAsync<T>(Call call, Operation operation, double timeout, Func<T> act, CancellationToken cancellation)
    {
        if (world.Interference.TakeFailure(call.Rule.Type, operation) is { } message)
            throw new Refusal(message);
        var hold = world.Interference.TakeHold(call.Rule.Type, operation);
        var answer = world.Locked(() =>
        {
            if (!call.Rule.InStateAlone)
                LostRegions.Require(call);
            call.EndsAt = call.Now + (world.TimePasses ? Durations.Of(call, operation) : TimeSpan.Zero);
            return act();
        });
        var patience = timeout > 0 ? TimeSpan.FromSeconds(timeout) : UsualPatience;
        // The cloud goes on with that whether or not anybody waits.
        if (world.Servers is { } servers)
            await servers.SettleAsync();
        try
        {
            if (hold is not null)
                await world.Clock.BesideAsync(hold.WaitAsync(patience, cancellation));
            // What was not there to delete took no time.
            if (answer is not false)
                await world.Clock.UntilAsync(call.EndsAt, cancellation);
        }
        catch (TimeoutException)
        {
            throw new Refusal($"timeout while waiting for the operation to complete (timeout: {patience.TotalSeconds:0}s)");
        }
        return answer;
    }
}
