using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <content>What is in its clouds, and what befalls them.</content>
internal sealed partial class RehearsedStack
{
    /// <summary>What the providers changed since the stack was opened, in order.</summary>
    public IEnumerable<string> ChangesSinceLaunch => World.Journal.Skip(_journalAtStart).Select(Line);

    /// <summary>Writes a row into a database at the world's present time.</summary>
    public void Insert(string database, string row) => World.Database(database).Insert(row);

    /// <summary>Whether an instance of that name lives.</summary>
    public bool DatabaseExists(string name) => World.Find(DatabaseType, name) is not null;

    /// <summary>Deletes an instance behind Pulumi's back.</summary>
    public void DeleteDatabaseOutOfBand(string name) => World.Lose(DatabaseType, name);

    /// <summary>Lets the cloud refuse the next database.</summary>
    public void FailNextDatabaseCreate(string message) => World.Interference.FailNext(DatabaseType, Operation.Create, message);

    /// <summary>The cluster exists and answers no more (<c>dead</c>), or it is gone with all that was in it.</summary>
    public void LoseCluster(string name, string loss)
    {
        if (loss == "dead")
        {
            KillCluster(name);
        }
        else
        {
            World.Lose(ClusterType, name);
        }
    }

    /// <summary>How many changes the clouds had seen after the first one since the stack was opened that fits.</summary>
    public int IndexOfChange(Func<JournalEntry, bool> fits) =>
        World.Journal.ToList().FindIndex(_journalAtStart, change => fits(change)) + 1;

    private static string Line(JournalEntry change) => $"{change.Operation.ToString().ToLowerInvariant()} {change.Type} {change.Name}";
}
