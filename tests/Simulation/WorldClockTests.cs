using Grpc.Core;
using Infra.Simulation;

namespace Infra.Tests.Simulation;

/// <summary>In a rehearsal operations take simulated time, and its clock shows how long a recovery takes: no machine's load does.</summary>
public sealed class WorldClockTests
{
    [Fact]
    public async Task Two_operations_at_the_same_time_take_as_long_as_the_longer_one()
    {
        await using var project = await SimulatedProject.OpenAsync();
        var start = project.World.Now;

        await Task.WhenAll(project.MakeClusterAsync(), project.MakeDatabaseAsync());

        Assert.Equal(start.AddMinutes(10), project.World.Now);
        var made = project.World.Journal.Where(entry => entry.At > start).ToList();
        Assert.Equal([start, start], made.Select(entry => entry.StartedAt));
        Assert.Equal([start.AddMinutes(8), start.AddMinutes(10)], made.Select(entry => entry.At).Order());
    }

    [Fact]
    public async Task Operations_that_wait_for_each_other_take_their_sum()
    {
        await using var project = await SimulatedProject.OpenAsync();
        var start = project.World.Now;

        using var kubernetes = await project.MakeClusterAsync();
        await kubernetes.MakeAsync("kubernetes:helm.sh/v3:Release", """{ "name": "astronomer", "chart": "astronomer" }""");
        await kubernetes.MakeAsync("kubernetes:batch/v1:Job", """{ "metadata": { "name": "job", "namespace": "default" } }""");
        await project.MakeDatabaseAsync();

        Assert.Equal(start.AddMinutes(8 + 8 + 1 + 10), project.World.Now);
    }

    [Fact]
    public async Task A_clone_takes_longer_than_an_empty_database_and_a_named_backup_comes_after_the_create()
    {
        await using var project = await SimulatedProject.OpenAsync();
        await project.MakeDatabaseAsync();
        project.World.Database("db").Insert("a row");
        var start = project.World.Now;

        await project.MakeDatabaseAsync("clone", """, "clone": { "sourceInstanceName": "db" }""");
        Assert.Equal(start.AddMinutes(20), project.World.Now);

        var backup = project.World.Database("db").TakeBackup("nightly");
        await project.MakeDatabaseAsync("filled", $$""", "restoreBackupContext": { "backupRunId": {{backup.Id}}, "instanceId": "db" }""");
        Assert.Equal(start.AddMinutes(20 + 20), project.World.Now);
        Assert.Equal((start.AddMinutes(20), start.AddMinutes(40)), (project.World.Journal[^1].StartedAt, project.World.Journal[^1].At));
        Assert.Equal(["a row"], project.World.Database("filled").Rows);
    }

    [Fact]
    public async Task The_clock_stands_while_the_engine_works()
    {
        await using var project = await SimulatedProject.OpenAsync();
        var (start, work, samples) = (project.World.Now, TimeSpan.Zero, 0);
        var worked = new TaskCompletionSource();
        project.World.Activity = () =>
        {
            if (++samples > 4)
                worked.TrySetResult();
            return (samples > 4 ? work : work += TimeSpan.FromMilliseconds(20), false);
        };

        var database = project.MakeDatabaseAsync();
        await worked.Task;
        Assert.Equal(start, project.World.Now);
        var cluster = project.MakeClusterAsync();
        await Task.WhenAll(database, cluster);

        // The cluster was asked for later by this machine's clock, and at the same time by the world's.
        Assert.Equal(start.AddMinutes(10), project.World.Now);
    }

    [Fact]
    public async Task The_clock_stands_while_the_engine_waits_for_a_processor()
    {
        await using var project = await SimulatedProject.OpenAsync();
        var (start, samples) = (project.World.Now, 0);
        var starved = new TaskCompletionSource();
        project.World.Activity = () =>
        {
            if (++samples > 8)
                starved.TrySetResult();
            return (TimeSpan.Zero, samples <= 8);
        };

        var database = project.MakeDatabaseAsync();
        await starved.Task;
        Assert.Equal(start, project.World.Now);
        var cluster = project.MakeClusterAsync();
        await Task.WhenAll(database, cluster);

        Assert.Equal(start.AddMinutes(10), project.World.Now);
    }

    [Fact]
    public async Task A_database_whose_maker_was_ended_goes_on_to_be_made_and_who_looks_at_it_waits()
    {
        await using var project = await SimulatedProject.OpenAsync();
        using var hold = project.World.Interference.Hold(SimulatedProject.Database, Operation.Create);
        var start = project.World.Now;
        var making = project.MakeDatabaseAsync();
        await hold.Arrived;

        await project.Google.CancelAsync();
        await hold.Ended;

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => making)).StatusCode);
        Assert.Equal(start, project.World.Now);
        Assert.Throws<InvalidOperationException>(() => project.World.Database("db").Insert("too early"));
        await project.Google.ReadAsync(SimulatedProject.Database, "db");
        Assert.Equal(start.AddMinutes(10), project.World.Now);
        project.World.Database("db").Insert("now it stands");
    }

    [Fact]
    public async Task A_caller_that_is_gone_holds_nobody_up()
    {
        await using var project = await SimulatedProject.OpenAsync();
        var start = project.World.Now;
        using var ended = new CancellationTokenSource();
        var gone = project.Google.MakeForAsync(SimulatedProject.Database, SimulatedProject.DatabaseInputs("gone"), ended.Token);
        var cluster = project.MakeClusterAsync();

        await ended.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => gone);
        await cluster;

        Assert.Equal(start.AddMinutes(8), project.World.Now);
    }
}
