using Google.Protobuf.WellKnownTypes;
using Pulumi.Protocol;

namespace Pulumi;

/// <summary>Writes a resource's request, waiting for all it depends on.</summary>
internal sealed class RegistrationRequest(Deployment deployment, Resource resource, ResourceArgs args, ResourceOptions options)
{
    private readonly string _type = resource.GetResourceType();
    private readonly string _name = resource.GetResourceName();

    public async Task<RegisterResourceRequest> CreateAsync()
    {
        var request = new RegisterResourceRequest
        {
            Type = _type,
            Name = _name,
            Custom = resource is CustomResource,
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
            Parent = await ParentAsync().ConfigureAwait(false),
            Provider = await ProviderAsync().ConfigureAwait(false),
            Version = options.Version ?? "",
            PluginDownloadUrl = options.PluginDownloadURL ?? "",
        };
        await AddPropertiesAsync(request).ConfigureAwait(false);
        await new RegistrationOptions(deployment, options).AddToAsync(request).ConfigureAwait(false);
        return request;
    }

    public async Task<ReadResourceRequest> CreateReadAsync(string id)
    {
        var properties = new RegisterResourceRequest();
        await AddPropertiesAsync(properties).ConfigureAwait(false);
        return new()
        {
            Type = _type,
            Name = _name,
            Id = id,
            AcceptSecrets = true,
            AcceptResources = true,
            Parent = await ParentAsync().ConfigureAwait(false),
            Provider = await ProviderAsync().ConfigureAwait(false),
            Version = options.Version ?? "",
            Properties = properties.Object,
            Dependencies = { properties.Dependencies },
        };
    }

    private async Task AddPropertiesAsync(RegisterResourceRequest request)
    {
        var dependencies = new HashSet<string>();
        dependencies.UnionWith(
            await Dependencies.UrnsAsync(await Dependencies.OfAsync(options.DependsOn).ConfigureAwait(false)).ConfigureAwait(false)
        );

        request.Object = new();
        // Id and URN are the engine's to say.
        foreach (var (key, value) in args.Properties().Where(property => property.Key is not ("id" or "urn")))
        {
            var writer = deployment.NewWriter();
            var wire = await writer.WriteAsync($"{_name} ({_type}): {key}", value).ConfigureAwait(false);
            if (wire.KindCase == Value.KindOneofCase.NullValue)
            {
                continue;
            }
            request.Object.Fields[key] = wire;
            var urns = await Dependencies.UrnsAsync(writer.Dependencies).ConfigureAwait(false);
            request.PropertyDependencies[key] = new() { Urns = { urns } };
            dependencies.UnionWith(urns);
        }
        request.Dependencies.AddRange(dependencies.Order(StringComparer.Ordinal));
    }

    private async Task<string> ParentAsync()
    {
        var parent = options.Parent ?? (_type == Stack.RootType ? null : deployment.Stack);
        return parent is null ? "" : await parent.Urn.ValueOrAsync("").ConfigureAwait(false);
    }

    private async Task<string> ProviderAsync() =>
        resource is CustomResource && options.Provider is { } provider ? await provider.ReferenceAsync().ConfigureAwait(false) : "";
}
