using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>Writes the inputs and outputs inside of a value as JSON. What they are adds up in <see cref="Seen"/>.</summary>
internal sealed class NestedOutputs : JsonConverterFactory
{
    private readonly Lock _lock = new();

    public OutputState<ValueTuple> Seen { get; private set; } = OutputState<ValueTuple>.Known(default);

    public JsonSerializerOptions AddTo(JsonSerializerOptions? options)
    {
        var own = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        own.Converters.Add(this);
        return own;
    }

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && (typeToConvert.GetGenericTypeDefinition() == typeof(Output<>) || typeof(IInput).IsAssignableFrom(typeToConvert));

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

    private sealed class OutputConverter<T>(NestedOutputs outputs) : WriteOnly<Output<T>>
    {
        public override void Write(Utf8JsonWriter writer, Output<T> value, JsonSerializerOptions options) =>
            outputs.Write(writer, value, options);
    }

    private sealed class InputConverter<TInput, T>(NestedOutputs outputs) : WriteOnly<TInput>
        where TInput : Input<T>
    {
        public override void Write(Utf8JsonWriter writer, TInput value, JsonSerializerOptions options) =>
            outputs.Write(writer, value.ToOutput(), options);
    }

    private abstract class WriteOnly<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
