using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Protocol;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Runs a transform when the engine calls back.</summary>
internal sealed class TransformCallback(Deployment deployment, ResourceTransform transform)
{
    public async Task<IMessage> InvokeAsync(ByteString bytes, CancellationToken cancellationToken)
    {
        var request = TransformRequest.Parser.ParseFrom(bytes);
        var args = (request.Properties ?? new()).Fields.ToImmutableDictionary(field => field.Key, field => Read(field.Key, field.Value));
        var options = TransformOptions.Read(request);
        var result = await transform(new(request.Name, request.Type, request.Custom, args, options), cancellationToken).ConfigureAwait(false);
        if (result is not { } changed)
        {
            return new TransformResponse { Properties = request.Properties, Options = request.Options };
        }
        var response = new TransformResponse
        {
            Properties = await deployment.NewWriter(keepsOutputs: true).WriteObjectAsync(request.Name, changed.Args).ConfigureAwait(false),
            Options = await TransformOptions.WriteAsync(deployment, request.Name, changed.Options).ConfigureAwait(false),
        };
        // What the program cannot name by object it did not bind here: hooks of other programs stay.
        response.Options.Hooks ??= request.Options?.Hooks;
        return response;
    }

    // A plain value stays plain; what is secret or unknown has to be an output to stay so.
    private static object? Read(string key, Value value)
    {
        var state = WireReader.State<object?>(key, value);
        return state is { IsKnown: true, IsSecret: false, Resources.IsEmpty: true } ? state.Value : state switch
        {
            { Value: string text } => new Output<string>(state.With(text)),
            { Value: bool flag } => new Output<bool>(state.With(flag)),
            { Value: double number } => new Output<double>(state.With(number)),
            { Value: ImmutableArray<object?> list } => new Output<ImmutableArray<object?>>(state.With(list)),
            { Value: ImmutableDictionary<string, object?> map } => new Output<ImmutableDictionary<string, object?>>(state.With(map)),
            _ => new Output<object?>(state),
        };
    }
}
