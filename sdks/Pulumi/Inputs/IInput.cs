namespace Pulumi;

/// <summary>An input whose type argument is not known to the caller.</summary>
internal interface IInput
{
    /// <summary>The whole value as one output.</summary>
    IOutput ToOutput();

    /// <summary>The value for the wire: in a list or map each element keeps its own unknown and secret flags.</summary>
    IOutput ToWire();
}
