namespace Infra.Simulation;

/// <summary>What a cloud says when it will not do what it is asked.</summary>
internal sealed class Refusal : Exception
{
    public Refusal(string message)
        : base(message) { }
}

/// <summary>
/// What is said when the first half of a create stands and the second was refused: the engine records the thing all the same.
/// </summary>
internal sealed class HalfMade(WorldObject made, string message) : Exception(message)
{
    public WorldObject Made => made;
}
