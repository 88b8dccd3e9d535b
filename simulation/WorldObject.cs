using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>One thing that exists in the simulated clouds.</summary>
public sealed class WorldObject
{
    /// <summary>The Pulumi type token, e.g. <c>aws:rds/instance:Instance</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Where it lives: a region, a project's cloud, or one Kubernetes cluster.</summary>
    public required string Scope { get; init; }

    /// <summary>The id the provider reports.</summary>
    public required string Id { get; set; }

    /// <summary>The physical name; the logical one where the cloud gives no names.</summary>
    public required string Name { get; set; }

    /// <summary>What no second thing of this type may have at the same time.</summary>
    public string? Key { get; set; }

    /// <summary>What it is imported by, where that is neither its id nor its key.</summary>
    public string? ImportId { get; init; }

    /// <summary>What the cloud made up for it; a thing made again under the same name has another one.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it was still being made: it exists, and can not be used; null where that took no time.</summary>
    public DateTimeOffset? StandsAt { get; set; }

    /// <summary>What was asked for.</summary>
    public JsonObject Inputs { get; set; } = [];

    /// <summary>What the provider reports.</summary>
    public JsonObject State { get; set; } = [];

    /// <summary>What lies in it: the objects of a bucket, with old and deleted versions.</summary>
    public List<ObjectVersion> Versions { get; init; } = [];

    /// <summary>Set by a test: it exists, and answers no more.</summary>
    public bool Dead { get; set; }

    /// <summary>The thing as it is now, whatever becomes of it.</summary>
    internal WorldObject Snapshot()
    {
        var now = (WorldObject)MemberwiseClone();
        now.State = World.Copy(State);
        return now;
    }

    /// <summary>Whether a reference holds one of the forms this thing is called by.</summary>
    internal bool IsCalled(string reference) =>
        reference == Id
        || reference == Name
        || reference == Key
        || reference == State.Text("arn")
        || reference == State.Text("selfLink")
        || reference == State.Text("email");
}
