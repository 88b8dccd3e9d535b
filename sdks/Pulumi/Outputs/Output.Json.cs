using System.Text.Json;

namespace Pulumi;

public static partial class Output
{
    /// <summary>JSON text of a value, which may hold inputs and outputs at any depth.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(SerializeAsync());

        async Task<OutputState<string>> SerializeAsync()
        {
            var state = await value.State.ConfigureAwait(false);
            if (!state.IsKnown)
            {
                return state.With("");
            }
            var nested = new NestedOutputs();
            // A converter waits for the outputs it meets, so that a pool thread does, not the caller's.
            var json = await Task.Run(() => JsonSerializer.Serialize(state.Value, nested.AddTo(options))).ConfigureAwait(false);
            return state.Join(nested.Seen, nested.Seen.IsKnown ? json : "");
        }
    }
}
