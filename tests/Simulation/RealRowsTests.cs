using Infra.Simulation;
using Infra.Tests.Postgres;

namespace Infra.Tests.Simulation;

/// <summary>
/// Every kind of restore is one of a real Postgres server, by its own copies and archive, and holds exactly the rows that the world's
/// bookkeeping expects.
/// </summary>
public sealed class RealRowsTests
{
    public static TheoryData<string> Clouds => SampleStack.Clouds;

    [Theory, MemberData(nameof(Clouds))]
    public async Task A_point_in_time_and_the_latest_state_are_recovered_and_recovered_again(string cloud)
    {
        await using var database = await RealDatabase.MakeAsync(cloud);
        database.InsertAnHourLater("one");
        var second = database.InsertAnHourLater("two");
        database.InsertAnHourLater("three");
        database.World.Now = database.World.Now.AddHours(1);

        await database.BearAsync("point", database.Log(second));
        await database.BearAsync("between", database.Log(second.AddMinutes(-1)));
        await database.BearAsync("latest", database.Log(time: null));

        AssertRows(database.World, "db", "one", "two", "three");
        AssertRows(database.World, "point", "one", "two");
        AssertRows(database.World, "between", "one");
        AssertRows(database.World, "latest", "one", "two", "three");

        // From the restored one's own archive, on its own line of time.
        var fourth = database.InsertAnHourLater("four", into: "point");
        database.InsertAnHourLater("five", into: "point");
        database.World.Now = database.World.Now.AddHours(1);
        await database.BearAsync("again", database.Log(fourth, from: "point"));
        AssertRows(database.World, "again", "one", "two", "four");
        AssertRows(database.World, "db", "one", "two", "three");
    }

    [Theory, MemberData(nameof(Clouds))]
    public async Task A_stored_backup_holds_what_was_there_when_it_was_taken(string cloud)
    {
        await using var database = await RealDatabase.MakeAsync(cloud);
        database.InsertAnHourLater("before");
        var backup = database.World.Database("db").TakeBackup("nightly");
        database.InsertAnHourLater("after");

        await database.BearAsync("restored", database.Stored(backup));

        AssertRows(database.World, "restored", "before");
        AssertRows(database.World, "db", "before", "after");
    }

    [Theory, MemberData(nameof(Clouds))]
    public async Task A_deleted_instance_and_a_copy_elsewhere_are_recovered_until_their_log_ends(string cloud)
    {
        await using var database = await RealDatabase.MakeAsync(cloud);
        database.InsertAnHourLater("one");
        var time = database.InsertAnHourLater("two");
        database.World.Now = database.World.Now.AddHours(1);
        await database.BearAsync("copy", database.Copied(time));
        database.InsertAnHourLater("too late");
        database.World.Now = database.World.Now.AddHours(1);
        database.World.Lose(database.Type, "db");
        var deleted = Assert.Single(database.World.DeletedDatabases);

        await database.BearAsync("recovered", database.Deleted(deleted, time));

        AssertRows(database.World, "copy", "one", "two");
        AssertRows(database.World, "recovered", "one", "two");
        Assert.Equal(3, Directory.GetDirectories(Path.Combine(database.Servers, "instances")).Length);
        database.World.Now = deleted.At.AddDays(7).AddSeconds(1);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(database.Servers, "instances")).Length);
        Assert.Contains(
            "not retained",
            (await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => database.BearAsync("late", database.Deleted(deleted, time)))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task No_server_outlives_the_clouds_and_their_rows_do()
    {
        await using var database = await RealDatabase.MakeAsync("aws");
        database.InsertAnHourLater("one");
        var pid = database.ServerProcess;
        Assert.True(Directory.Exists($"/proc/{pid}"));

        await database.ReopenAsync(PostgresPrograms.Folder);

        Assert.False(Directory.Exists($"/proc/{pid}"));
        AssertRows(database.World, "db", "one");
    }

    [Fact]
    public async Task A_copy_of_the_files_goes_on_from_where_the_first_one_was_and_a_server_left_behind_is_stopped()
    {
        await using var database = await RealDatabase.MakeAsync("gcp");
        var time = database.InsertAnHourLater("one");
        await using var copy = await database.CopyAsync();

        copy.InsertAnHourLater("two, in the copy");
        await copy.BearAsync("point", copy.Log(time));
        AssertRows(copy.World, "db", "one", "two, in the copy");
        AssertRows(copy.World, "point", "one");
        AssertRows(database.World, "db", "one");

        // As after a process that was killed: the second one to open the world takes its servers' place.
        var pid = database.ServerProcess;
        await using var second = await database.OpenBesideAsync();
        Assert.Equal(["one"], second.World.Database("db").Rows);
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Theory, MemberData(nameof(Clouds))]
    public async Task A_world_of_a_time_before_it_had_servers_gets_them_with_its_rows_and_their_times(string cloud)
    {
        await using var database = await RealDatabase.MakeAsync(cloud, hasServers: false);
        var first = database.InsertAnHourLater("one");
        database.InsertAnHourLater("two");
        var backup = database.World.Database("db").TakeBackup("early");

        await database.ReopenAsync(PostgresPrograms.Folder);
        database.InsertAnHourLater("three");
        database.World.Now = database.World.Now.AddHours(1);
        await database.BearAsync("point", database.Log(first));
        await database.BearAsync("stored", database.Stored(backup));

        AssertRows(database.World, "db", "one", "two", "three");
        AssertRows(database.World, "point", "one");
        AssertRows(database.World, "stored", "one", "two");
    }

    private static void AssertRows(World world, string name, params string[] rows)
    {
        Assert.Equal(rows, world.Database(name).Rows);
        Assert.Equal(rows, world.Database(name).Expected.Select(row => row.Text));
    }
}
