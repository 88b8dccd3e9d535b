using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One call of a provider's function.</summary>
internal sealed class Invocation(Deployment deployment, string token, InvokeArgs args, InvokeOptions options)
{
    /// <summary>Reads the result as one value.</summary>
    public static OutputState<T> Whole<T>(string path, Struct result) => WireReader.State<T>(path, Value.ForStruct(result));

    /// <summary>Reads the one property of the result.</summary>
    public static OutputState<T> Only<T>(string path, Struct result) => result.Fields.Values.FirstOrDefault() is { } only
        ? WireReader.State<T>(path, only)
        : throw new InvalidOperationException($"{path} is empty; it should have one property.");

    public Output<T> ToOutput<T>(Func<string, Struct, OutputState<T>> read) => new(CallAsync(read));

    public async Task<T> ToTask<T>(Func<string, Struct, OutputState<T>> read)
    {
        var written = await deployment.NewWriter().WriteObjectAsync(token, args.Properties()).ConfigureAwait(false);
        return read($"{token} result", await SendAsync(written).ConfigureAwait(false)).Value;
    }

    private async Task<OutputState<T>> CallAsync<T>(Func<string, Struct, OutputState<T>> read)
    {
        var writer = deployment.NewWriter();
        var written = await writer.WriteObjectAsync(token, args.Properties()).ConfigureAwait(false);
        var whole = Value.ForStruct(written);
        var resources = writer.Dependencies;
        if (options is InvokeOutputOptions { DependsOn: var dependsOn })
        {
            resources.UnionWith(await Dependencies.OfAsync(dependsOn).ConfigureAwait(false));
        }
        // A provider that says nothing about secrets must not turn one into plain text.
        var isSecret = WireValue.Any(whole, value => WireValue.SignatureOf(value) == Signature.Secret);
        var before = new OutputState<ValueTuple>(default, true, isSecret, [.. resources]);
        if (WireValue.Any(whole, WireValue.IsUnknown) || !await AreMadeAsync(resources).ConfigureAwait(false))
        {
            return before.With<T>(default!) with { IsKnown = false };
        }
        var result = read($"{token} result", await SendAsync(written).ConfigureAwait(false));
        return before.Join(result, result.Value);
    }

    // In a preview a resource that is yet to be made has no id, and the function may look for it.
    private static async Task<bool> AreMadeAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in resources.SelectMany(Dependencies.Expand).OfType<CustomResource>())
        {
            if (resource is not DependencyResource && !(await resource.Id.State.ConfigureAwait(false)).IsKnown)
            {
                return false;
            }
        }
        return true;
    }

    private async Task<Struct> SendAsync(Struct written)
    {
        var provider = options.Provider ?? options.Parent?.GetProvider(token);
        var response = await deployment.Monitor.InvokeAsync(new()
        {
            Tok = token,
            Args = written,
            AcceptResources = true,
            Provider = provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false),
            Version = options.Version ?? "",
            PluginDownloadUrl = options.PluginDownloadURL ?? "",
        }).ConfigureAwait(false);
        return response.Failures.Count == 0
            ? response.Return ?? new()
            : throw new InvalidOperationException(
                $"{token} failed: {string.Join("; ", response.Failures.Select(failure => $"{failure.Reason} ({failure.Property})"))}");
    }
}
