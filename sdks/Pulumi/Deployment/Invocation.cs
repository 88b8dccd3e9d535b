using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One call of a provider's function.</summary>
internal sealed class Invocation(Deployment deployment, string token, InvokeArgs args, InvokeOptions options)
{
    private string Result => $"{token} result";

    public async Task<T> ToTask<T>()
    {
        var written = await deployment.NewWriter().WriteObjectAsync(token, args.Properties()).ConfigureAwait(false);
        return Read<T>(await SendAsync(written).ConfigureAwait(false)).Value;
    }

    public Output<T> ToOutput<T>() => new(CallAsync<T>());

    private async Task<OutputState<T>> CallAsync<T>()
    {
        var (written, resources) = await WriteAsync().ConfigureAwait(false);
        var dependsOn = options is InvokeOutputOptions output ? await Dependencies.OfAsync(output.DependsOn).ConfigureAwait(false) : [];
        if (
            WireValue.Any(Value.ForStruct(written), WireValue.IsUnknown)
            || !await AreMadeAsync([.. resources, .. dependsOn]).ConfigureAwait(false)
        )
        {
            return OutputState<T>.Unknown(default!);
        }
        // Whether the result is secret is the provider's to say.
        return Read<T>(await SendAsync(written).ConfigureAwait(false)) with { Resources = [.. resources, .. dependsOn] };
    }

    private async Task<(Struct Written, HashSet<Resource> Resources)> WriteAsync()
    {
        var writer = deployment.NewWriter();
        try
        {
            return (await writer.WriteObjectAsync(token, args.Properties()).ConfigureAwait(false), writer.Dependencies);
        }
        catch (Exception e)
        {
            // Nobody may ever look at the output that fails with it.
            await deployment.Log.ErrorAsync($"The arguments of {token} cannot be sent: {e}").ConfigureAwait(false);
            throw;
        }
    }

    private OutputState<T> Read<T>(Struct result) => WireReader.State<T>(Result, Value.ForStruct(result), warning => Log.Warn(warning));

    // In a preview a resource that is yet to be made has no id, and the function may look for it.
    private static async Task<bool> AreMadeAsync(HashSet<Resource> resources)
    {
        foreach (var resource in resources.Concat(resources.SelectMany(Dependencies.Expand)).OfType<CustomResource>())
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
        var response = await deployment
            .Monitor.InvokeAsync(
                new()
                {
                    Tok = token,
                    Args = written,
                    AcceptResources = true,
                    Provider = provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false),
                    Version = options.Version ?? "",
                    PluginDownloadUrl = options.PluginDownloadURL ?? "",
                }
            )
            .ConfigureAwait(false);
        return response.Failures.Count == 0
            ? response.Return ?? new()
            : throw new InvalidOperationException(
                $"{token} failed: {string.Join("; ", response.Failures.Select(failure => $"{failure.Reason} ({failure.Property})"))}"
            );
    }
}
