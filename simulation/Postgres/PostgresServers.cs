using System.Globalization;
using System.Runtime.InteropServices;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// The real servers behind the instances of a world, and what is left of them: the archive of a deleted one for as long as the cloud keeps
/// its log, stored backups for as long as the cloud has them. A server keeps the version it was made with: an upgrade in place changes what
/// the world says of it, and not the server. Whoever calls has the world to himself.
/// </summary>
internal sealed class PostgresServers : IAsyncDisposable
{
    // Written last: a folder without it was left half made.
    private const string Whole = "whole";

    private readonly PostgresInstallation _installation;
    private readonly WorldFile _content;
    private readonly ServerFolder _folder;
    private readonly Dictionary<string, Task<DatabaseServer>> _servers = [];
    private readonly PosixSignalRegistration[] _signals;

    private PostgresServers(PostgresInstallation installation, WorldFile content, ServerFolder folder)
    {
        (_installation, _content, _folder) = (installation, content, folder);
        AppDomain.CurrentDomain.ProcessExit += Exit;
        _signals =
        [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGHUP }.Select(signal =>
                PosixSignalRegistration.Create(signal, _ => installation.StopAll())
            ),
        ];
    }

    /// <summary>Opens the folder of a world.</summary>
    public static async Task<PostgresServers> OpenAsync(PostgresInstallation installation, WorldFile content, string folder) =>
        new(installation, content, await ServerFolder.OpenAsync(installation, folder));

    /// <summary>
    /// Begins to make the server of an instance: empty, or recovered from where the instance came from, which is read now.
    /// </summary>
    public void Begin(DatabaseRecord born) => Keep(born, BuildAsync(born, _folder.Of(born)));

    /// <summary>Puts a server in the place of an instance's own, which is overwritten by a backup.</summary>
    public void Refill(DatabaseRecord record)
    {
        Server(record).Dispose();
        ServerFolder.Delete(_folder.Of(record));
        record.Marks.Clear();
        Begin(record);
    }

    /// <summary>Waits until all that was begun stands.</summary>
    public Task SettleAsync()
    {
        lock (_servers)
            return Task.WhenAll(_servers.Values);
    }

    /// <summary>Writes a row.</summary>
    public void Insert(DatabaseRecord record, Row row)
    {
        var server = Server(record);
        record.Marks.Add(new(row.At, server.Clock()));
        server.Insert(row.Text, row.At);
    }

    /// <summary>What is in an instance, by a query.</summary>
    public List<Row> Rows(DatabaseRecord record) => Server(record).Rows();

    /// <summary>Takes a stored backup.</summary>
    public void TakeBackup(DatabaseRecord record, string id) => Wait(BaseBackup.KeepAsync(Server(record), _folder.Of(id)));

    /// <summary>An instance is deleted: its log is closed, and its server is gone.</summary>
    public void End(DatabaseRecord record)
    {
        var server = Server(record);
        record.Marks.Add(new(DateTimeOffset.MaxValue, server.Clock()));
        Wait(server.ArchiveAsync());
        server.Dispose();
        lock (_servers)
            _servers.Remove(record.Owner);
        ServerFolder.Delete(DatabaseServer.DataOf(_folder.Of(record)));
    }

    /// <summary>Takes away what the clouds do not keep any longer.</summary>
    public void Sweep()
    {
        lock (_servers)
        {
            // A recovery may read what is about to go; the next change of the clock comes by again.
            if (_servers.Values.Any(server => !server.IsCompleted))
                return;
        }
        _folder.Sweep(_content);
    }

    /// <summary>Stops every server. What they hold stays in the folder, for whoever opens the world again.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Exit;
        foreach (var signal in _signals)
            signal.Dispose();
        await SettleAsync().ContinueWith(_ => { }, TaskScheduler.Default);
        _installation.StopAll();
    }

    private void Exit(object? sender, EventArgs arguments) => _installation.StopAll();

    private Task<DatabaseServer> BuildAsync(DatabaseRecord born, string folder)
    {
        if (born.Origin?.Backup is { } backup && Directory.Exists(_folder.Of(backup)))
            return Finish(folder, BaseBackup.RecoverAsync(_installation, folder, _folder.Of(backup), time: null, _folder.Password));
        if (born.Origin?.Source is not { } owner || _content.Databases.Find(one => one.Owner == owner) is not { } source)
            return Finish(folder, FilledAsync(born, folder, []));
        var living = source.DeletedAt is null ? Server(source) : null;
        if (living is null && !Directory.Exists(_folder.Of(source)))
            Adopt(source);
        // A living one whose rows are all older than the time asked for is read up to this moment.
        var time = source.Marks.Find(mark => mark.At > born.Origin.Time)?.Real
            ?? living?.Clock()
            ?? throw new InvalidOperationException($"The log of {source.Name} was not closed.");
        return Finish(folder, FromLogAsync(living, _folder.Of(source), time, folder));
    }

    private async Task<DatabaseServer> FromLogAsync(DatabaseServer? living, string source, DateTimeOffset time, string folder)
    {
        if (living is not null)
            await living.ArchiveAsync();
        return await BaseBackup.RecoverAsync(_installation, folder, source, time, _folder.Password);
    }

    // Also for what the world remembers from a time before it had servers: the rows are written again, in their order and with their marks.
    private async Task<DatabaseServer> FilledAsync(DatabaseRecord record, string folder, List<Mark> marks)
    {
        var server = await BaseBackup.NewAsync(_installation, folder, Major(record), _folder.PasswordFile);
        foreach (var row in record.Rows.ToList())
        {
            marks.Add(new(row.At, server.Clock()));
            server.Insert(row.Text, row.At);
        }
        return server;
    }

    private static async Task<DatabaseServer> Finish(string folder, Task<DatabaseServer> building)
    {
        var server = await building;
        await File.WriteAllTextAsync(Path.Combine(folder, Whole), "");
        return server;
    }

    private DatabaseServer Server(DatabaseRecord record)
    {
        Task<DatabaseServer>? known;
        lock (_servers)
            known = _servers.GetValueOrDefault(record.Owner);
        if (known is not null)
            return known.GetAwaiter().GetResult();
        var folder = _folder.Of(record);
        if (!File.Exists(Path.Combine(folder, Whole)))
            return Adopt(record);
        Keep(record, DatabaseServer.StartAsync(_installation, folder, _folder.Password));
        return Server(record);
    }

    private DatabaseServer Adopt(DatabaseRecord record)
    {
        var (folder, marks) = (_folder.Of(record), new List<Mark>());
        ServerFolder.Delete(folder);
        Keep(record, Finish(folder, FilledAsync(record, folder, marks)));
        var server = Server(record);
        record.Marks.Clear();
        record.Marks.AddRange(marks);
        if (record.DeletedAt is not null)
            End(record);
        return server;
    }

    private void Keep(DatabaseRecord record, Task<DatabaseServer> server)
    {
        lock (_servers)
            _servers[record.Owner] = server;
    }

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static int Major(DatabaseRecord record) =>
        int.Parse(
            (record.Traits.Text("engineVersion") ?? record.Traits.Text("databaseVersion") ?? "16").Split('_')[^1].Split('.')[0],
            CultureInfo.InvariantCulture
        );
}
