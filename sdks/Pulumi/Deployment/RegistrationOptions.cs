using Pulumi.Protocol;

namespace Pulumi;

/// <summary>Writes a resource's options.</summary>
internal sealed class RegistrationOptions(Deployment deployment, ResourceOptions options)
{
    public async Task AddToAsync(RegisterResourceRequest request)
    {
        if (options.Protect is { } protect)
        {
            request.Protect = protect;
        }
        if (options.RetainOnDelete is { } retain)
        {
            request.RetainOnDelete = retain;
        }
        if (options.CustomTimeouts is { } timeouts)
        {
            request.CustomTimeouts = new()
            {
                Create = Write(timeouts.Create),
                Update = Write(timeouts.Update),
                Delete = Write(timeouts.Delete),
            };
        }
        if (options.DeletedWith is { } owner)
        {
            await deployment.Features.RequireAsync("deletedWith").ConfigureAwait(false);
            request.DeletedWith = await owner.Urn.ValueOrAsync("").ConfigureAwait(false);
        }
        if (!options.Hooks.IsEmpty)
        {
            request.Hooks = await HookRegistry.BindAsync(options.Hooks).ConfigureAwait(false);
        }
        request.IgnoreChanges.AddRange(options.IgnoreChanges);
        request.HideDiffs.AddRange(options.HideDiffs);
        if (options is CustomResourceOptions custom)
        {
            request.DeleteBeforeReplaceDefined = custom.DeleteBeforeReplace is not null;
            request.DeleteBeforeReplace = custom.DeleteBeforeReplace ?? false;
            request.ImportId = custom.ImportId ?? "";
            request.AdditionalSecretOutputs.AddRange(custom.AdditionalSecretOutputs);
            request.ReplaceOnChanges.AddRange(custom.ReplaceOnChanges);
        }
    }

    // As the engine reads durations, in nanoseconds.
    private static string Write(TimeSpan? duration) => duration is { } given ? $"{given.Ticks}00ns" : "";
}
