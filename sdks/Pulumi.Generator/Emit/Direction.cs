namespace Pulumi.Generator.Emit;

/// <summary>Where a type stands: in a resource's arguments, in the state given to Get, or in what a resource returns.</summary>
internal enum Direction
{
    Input,
    State,
    Output,
}
