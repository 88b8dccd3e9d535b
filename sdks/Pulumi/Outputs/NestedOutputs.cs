using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>
/// Reads and writes outputs inside JSON. What is written adds up in <see cref="Seen"/>; what is read
/// inherits the flags and dependencies of the text.
/// </summary>
internal sealed class NestedOutputs(OutputState<string> text = default) : JsonConverterFactory
{
    private readonly Lock _lock = new();
    private readonly OutputState<string> _text = text;

    public OutputState<ValueTuple> Seen { get; private set; } = OutputState<ValueTuple>.Known(default);

    public JsonSerializerOptions AddTo(JsonSerializerOptions? options)
    {
        var own = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        own.Converters.Add(this);
        return own;
    }

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() is var generic
        && (generic == typeof(Output<>) || typeof(IInput).IsAssignableFrom(typeToConvert));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        if (typeToConvert.GetGenericTypeDefinition() == typeof(Output<>))
        {
            return Make(typeof(OutputConverter<>), typeToConvert.GenericTypeArguments[0]);
        }
        var input = typeToConvert;
        while (input.GetGenericTypeDefinition() != typeof(Input<>))
        {
            input = input.BaseType!;
        }
        return Make(typeof(InputConverter<,>), typeToConvert, input.GenericTypeArguments[0]);

        JsonConverter Make(Type converter, params Type[] arguments) =>
            (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(arguments), this)!;
    }

    private void Write<T>(Utf8JsonWriter writer, Output<T> output, JsonSerializerOptions options)
    {
        var state = output.State.GetAwaiter().GetResult();
        lock (_lock)
        {
            Seen = Seen.Join(state, default(ValueTuple));
        }
        if (state.IsKnown)
        {
            JsonSerializer.Serialize(writer, state.Value, options);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private sealed class OutputConverter<T>(NestedOutputs outputs) : JsonConverter<Output<T>>
    {
        public override Output<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(outputs._text.With(JsonSerializer.Deserialize<T>(ref reader, options)!));

        public override void Write(Utf8JsonWriter writer, Output<T> value, JsonSerializerOptions options) =>
            outputs.Write(writer, value, options);
    }

    private sealed class InputConverter<TInput, T>(NestedOutputs outputs) : JsonConverter<TInput>
        where TInput : Input<T>
    {
        // Only a plain Input<T> can be read; nothing is known about the elements of a list or map of inputs.
        public override TInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Input<T> input = new Output<T>(outputs._text.With(JsonSerializer.Deserialize<T>(ref reader, options)!));
            return input as TInput ?? throw new NotSupportedException($"{typeof(TInput)} cannot be read from JSON.");
        }

        public override void Write(Utf8JsonWriter writer, TInput value, JsonSerializerOptions options) =>
            outputs.Write(writer, value.ToOutput(), options);
    }
}
