using Pulumi.Protocol;

namespace Pulumi;

/// <summary>Writes a resource's options.</summary>
internal sealed class RegistrationOptions(Deployment deployment, ResourceOptions options, string name)
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
            request.CustomTimeouts = GoDuration.Write(timeouts);
        }
        request.IgnoreChanges.AddRange(options.IgnoreChanges);
        request.ReplaceOnChanges.AddRange(options.ReplaceOnChanges);
        request.HideDiffs.AddRange(options.HideDiffs);
        request.Aliases.AddRange(await AliasSpec.WriteAsync(options.Aliases).ConfigureAwait(false));
        await AddRelationsAsync(request).ConfigureAwait(false);
        await AddCallbacksAsync(request).ConfigureAwait(false);

        switch (options)
        {
            case CustomResourceOptions custom:
                request.DeleteBeforeReplaceDefined = custom.DeleteBeforeReplace is not null;
                request.DeleteBeforeReplace = custom.DeleteBeforeReplace ?? false;
                request.ImportId = custom.ImportId ?? "";
                request.AdditionalSecretOutputs.AddRange(custom.AdditionalSecretOutputs);
                request.EnvVarMappings.Add(custom.EnvVarMappings);
                break;
            case ComponentResourceOptions component when request.Remote:
                foreach (var provider in component.Provider is { } one ? [one] : component.Providers)
                {
                    request.Providers[provider.Package] = await provider.ReferenceAsync().ConfigureAwait(false);
                }
                break;
        }
    }

    private async Task AddRelationsAsync(RegisterResourceRequest request)
    {
        if (options.DeletedWith is { } owner)
        {
            await deployment.Features.RequireAsync("deletedWith").ConfigureAwait(false);
            request.DeletedWith = await owner.Urn.ValueOrAsync("").ConfigureAwait(false);
        }
        if (options.ReplacementTrigger is { } trigger)
        {
            await deployment.Features.RequireAsync("replacementTrigger").ConfigureAwait(false);
            request.ReplacementTrigger = await deployment.NewWriter().WriteAsync($"{name}: replacementTrigger", trigger).ConfigureAwait(false);
        }
        var replaceWith = await Dependencies.UrnsAsync(await Dependencies.OfAsync(options.ReplaceWith).ConfigureAwait(false))
            .ConfigureAwait(false);
        await deployment.Features.RequireAsync("replaceWith", replaceWith.Count > 0).ConfigureAwait(false);
        request.ReplaceWith.AddRange(replaceWith);
    }

    private async Task AddCallbacksAsync(RegisterResourceRequest request)
    {
        if (!options.Hooks.IsEmpty)
        {
            request.Hooks = await HookRegistry.BindAsync(options.Hooks).ConfigureAwait(false);
        }
        await deployment.Features.RequireAsync("transforms", options.ResourceTransforms.Count > 0).ConfigureAwait(false);
        foreach (var transform in options.ResourceTransforms)
        {
            var callback = new TransformCallback(deployment, transform);
            request.Transforms.Add(await deployment.Callbacks.AddAsync(deployment.Monitor, callback.InvokeAsync).ConfigureAwait(false));
        }
    }
}
