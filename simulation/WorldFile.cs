using System.Text.Json;
using System.Text.Json.Serialization;

namespace Infra.Simulation;

/// <summary>The world as it lies on disk.</summary>
internal sealed class WorldFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The AWS account that every AWS thing belongs to.</summary>
    public string Account { get; set; } = "123456789012";

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public List<WorldObject> Objects { get; init; } = [];
    public List<DatabaseRecord> Databases { get; init; } = [];
    public List<Backup> Backups { get; init; } = [];
    public List<JournalEntry> Journal { get; init; } = [];

    /// <summary>What the platforms in the clusters wrote, oldest first.</summary>
    public List<Write> Writes { get; init; } = [];

    /// <summary>What the clouds wrote down of calls to them, oldest first.</summary>
    public List<CloudEvent> Events { get; init; } = [];

    /// <summary>What was measured, oldest first.</summary>
    public List<Measurement> Measurements { get; init; } = [];

    /// <summary>Which clusters' platforms hold an open connection to which instance.</summary>
    public HashSet<Session> Sessions { get; init; } = [];

    /// <summary>The regions that are lost.</summary>
    public HashSet<string> LostRegions { get; init; } = [];

    /// <summary>The zones that are lost.</summary>
    public HashSet<string> LostZones { get; init; } = [];

    /// <summary>The pods that were lost with what they kept.</summary>
    public List<LostPod> LostPods { get; init; } = [];

    /// <summary>What is on offer.</summary>
    public Offers Offers { get; init; } = new();

    /// <summary>Names that may not be used again until the time given.</summary>
    public Dictionary<string, DateTimeOffset> Burnt { get; init; } = [];

    /// <summary>How often something was made under a name.</summary>
    public Dictionary<string, int> Births { get; init; } = [];

    public static WorldFile Load(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize<WorldFile>(File.ReadAllText(file), Format)! : new WorldFile();

    /// <summary>Written aside and renamed: a reader, or a killed process, never sees half a world.</summary>
    public void Save(string file)
    {
        var aside = file + ".new";
        File.WriteAllText(aside, JsonSerializer.Serialize(this, Format));
        File.Move(aside, file, overwrite: true);
    }
}
