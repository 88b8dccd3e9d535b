namespace Pulumi;

/// <summary>What a resource property can be given: a plain value or an <see cref="Output{T}"/>.</summary>
public class Input<T> : IInput
{
    private readonly Output<T>? _value;

    private protected Input(Output<T>? value) => _value = value;

    private protected virtual Output<T> Whole => _value!;

    private protected virtual IOutput Wire => _value!;

    /// <summary>A plain value as an input.</summary>
    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    /// <summary>An output as an input.</summary>
    public static implicit operator Input<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value);
    }

    /// <summary>An input as an output.</summary>
    public static implicit operator Output<T>(Input<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Whole;
    }

    IOutput IInput.ToOutput() => Whole;

    IOutput IInput.ToWire() => Wire;
}
