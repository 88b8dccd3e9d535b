using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Cli.Ready;

/// <summary>The state as the engine has recorded it.</summary>
/// <param name="Resources">What is in it.</param>
/// <param name="Pending">The operations that were begun and never ended, in words.</param>
internal sealed record RecordedState(ImmutableArray<RecordedThing> Resources, ImmutableArray<string> Pending)
{
    /// <summary>Reads what <c>pulumi stack export</c> prints.</summary>
    /// <exception cref="InvalidOperationException">It holds no stack.</exception>
    public static RecordedState Read(JsonNode export)
    {
        var resources = export
            .All("deployment.resources")
            .OfType<JsonObject>()
            .Where(one => one.Flag("delete") != true)
            .Select(RecordedThing.Read)
            .ToImmutableArray();
        return resources.Any(one => one.Type == RecordedThing.Stack)
            ? new(
                resources,
                [
                    .. export
                        .All("deployment.pending_operations")
                        .Select(one => $"{one.Text("type")} {one.Text("resource.urn")?.Split("::")[^1]}"),
                ]
            )
            : throw new InvalidOperationException("the state is empty: nothing was ever launched from it, or it is lost");
    }

    /// <summary>The things of a type.</summary>
    public IEnumerable<RecordedThing> Of(string type) => Resources.Where(one => one.Type == type);

    /// <summary>The one thing of a type whose logical name it is; null where there is none.</summary>
    public RecordedThing? Find(string type, string name) => Of(type).FirstOrDefault(one => one.Name == name);

    /// <summary>An output of the stack.</summary>
    public JsonNode? Output(string path) => Of(RecordedThing.Stack).Single().Outputs.At(path);
}

/// <summary>One thing of the state.</summary>
/// <param name="Type">Type token.</param>
/// <param name="Name">Logical name.</param>
/// <param name="Urn">Its URN.</param>
/// <param name="Id">Its id in the cloud; null for a component.</param>
/// <param name="Record">All that is recorded.</param>
internal sealed record RecordedThing(string Type, string Name, string Urn, string? Id, JsonObject Record)
{
    /// <summary>The type of the stack itself.</summary>
    public const string Stack = "pulumi:pulumi:Stack";

    /// <summary>Whether the engine refuses to delete it.</summary>
    public bool IsProtected => Record.Flag("protect") == true;

    /// <summary>Whether it stays in the cloud when it leaves the program.</summary>
    public bool IsRetained => Record.Flag("retainOnDelete") == true;

    /// <summary>What the cloud has answered.</summary>
    public JsonNode? Outputs => Record["outputs"];

    /// <summary>What the program has asked for.</summary>
    public JsonNode? Inputs => Record["inputs"];

    internal static RecordedThing Read(JsonObject record) =>
        new(record.Text("type") ?? "", record.Text("urn")?.Split("::")[^1] ?? "", record.Text("urn") ?? "", record.Text("id"), record);
}
