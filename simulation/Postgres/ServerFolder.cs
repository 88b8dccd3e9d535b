using System.Security.Cryptography;

namespace Infra.Simulation;

/// <summary>
/// Where the real servers of a world lie, beside the world's file: a folder for each instance that lives or whose log is kept, one for each
/// stored backup, and the administrator's password.
/// </summary>
internal sealed class ServerFolder
{
    private readonly string _root;

    private ServerFolder(string root) => (_root, Password) = (root, RandomNumberGenerator.GetHexString(32));

    /// <summary>The administrator's password, the same in every server: a clone has its source's.</summary>
    public string Password { get; private set; }

    /// <summary>The file that holds it.</summary>
    public string PasswordFile => Path.Combine(_root, "password");

    /// <summary>Opens the folder, and stops what an earlier process has left running in it.</summary>
    public static async Task<ServerFolder> OpenAsync(PostgresInstallation installation, string root)
    {
        var folder = new ServerFolder(Path.GetFullPath(root));
        Directory.CreateDirectory(Path.Combine(folder._root, "instances"));
        Directory.CreateDirectory(Path.Combine(folder._root, "backups"));
        if (File.Exists(folder.PasswordFile))
            folder.Password = await File.ReadAllTextAsync(folder.PasswordFile);
        // Nobody else reads what is in it, the password among it.
        await PostgresInstallation.RunAsync(new("chmod", ["700", folder._root]));
        await File.WriteAllTextAsync(folder.PasswordFile, folder.Password);
        foreach (var kept in folder.All("instances").Concat(folder.All("backups")))
            await CopiedFolder.MendAsync(kept);
        await PostgresInstallation.GiveToServerAsync(folder._root);
        await folder.LetInAsync();
        foreach (var instance in folder.All("instances"))
            await CopiedFolder.StopLeftoverAsync(installation, instance);
        return folder;
    }

    /// <summary>An instance's folder.</summary>
    public string Of(DatabaseRecord record) => Path.Combine(_root, "instances", record.Owner[..16]);

    /// <summary>A stored backup's folder.</summary>
    public string Of(string backup) => Path.Combine(_root, "backups", Fingerprint.Of(backup)[..16]);

    /// <summary>Takes away what the clouds do not keep any longer.</summary>
    public void Sweep(WorldFile content)
    {
        var instances = content.Databases.Where(one => one.DeletedAt is null || one.HasLog(content.Now)).Select(Of);
        foreach (var gone in All("instances").Except(instances).ToList())
            Delete(gone);
        foreach (var gone in All("backups").Except(content.Backups.Select(one => Of(one.Id))).ToList())
            Delete(gone);
    }

    /// <summary>Deletes a folder that may not be there.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private IEnumerable<string> All(string kind) => Directory.EnumerateDirectories(Path.Combine(_root, kind));

    // Root's servers run as nobody, who has to come as far as their folder.
    private async Task LetInAsync()
    {
        if (!PostgresInstallation.IsRoot)
            return;
        await PostgresInstallation.RunAsync(new("chmod", ["o+x", Path.GetDirectoryName(_root)!]));
        try
        {
            await PostgresInstallation.RunAsync(PostgresInstallation.AsServer(["test", "-r", PasswordFile]));
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(
                $"Postgres refuses to run as root, so it runs as nobody here, and nobody can not reach {_root}. "
                    + "Let others pass through its folders (chmod o+x), or do not run this as root.",
                e
            );
        }
    }
}
