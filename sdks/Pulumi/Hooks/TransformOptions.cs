using Pulumi.Protocol;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Reads and writes the options that a transform may change.</summary>
internal static class TransformOptions
{
    public static ResourceOptions Read(TransformRequest request)
    {
        var wire = request.Options ?? new();
        ResourceOptions options = request.Custom
            ? new CustomResourceOptions
            {
                DeleteBeforeReplace = wire.HasDeleteBeforeReplace ? wire.DeleteBeforeReplace : null,
                AdditionalSecretOutputs = [.. wire.AdditionalSecretOutputs],
                ImportId = Optional(wire.Import),
            }
            : new ComponentResourceOptions { Providers = [.. wire.Providers.Values.Select(DependencyProviderResource.Parse)] };
        options.DependsOn = Resources(wire.DependsOn);
        options.ReplaceWith = Resources(wire.ReplaceWith);
        options.Parent = Resource(request.Parent);
        options.DeletedWith = Resource(wire.DeletedWith);
        options.Provider = wire.Provider.Length == 0 ? null : DependencyProviderResource.Parse(wire.Provider);
        options.Protect = wire.HasProtect ? wire.Protect : null;
        options.RetainOnDelete = wire.HasRetainOnDelete ? wire.RetainOnDelete : null;
        options.Version = Optional(wire.Version);
        options.PluginDownloadURL = Optional(wire.PluginDownloadUrl);
        options.CustomTimeouts = wire.CustomTimeouts is null ? null : GoDuration.Read(wire.CustomTimeouts);
        options.IgnoreChanges = [.. wire.IgnoreChanges];
        options.ReplaceOnChanges = [.. wire.ReplaceOnChanges];
        options.HideDiffs = [.. wire.HideDiff];
        options.Aliases = [.. wire.Aliases.Select(alias => (Input<Alias>)AliasSpec.Read(alias))];
        options.ReplacementTrigger = wire.ReplacementTrigger is null
            ? null
            : (Input<object>)new Output<object>(WireReader.State<object>("replacementTrigger", wire.ReplacementTrigger));
        return options;
    }

    public static async Task<TransformResourceOptions> WriteAsync(Deployment deployment, string name, ResourceOptions options)
    {
        // Options that a registration has under the same name are written by the same code.
        var request = new RegisterResourceRequest { Remote = true };
        await new RegistrationOptions(deployment, options, name).AddToAsync(request).ConfigureAwait(false);
        var wire = new TransformResourceOptions
        {
            DependsOn = { await Dependencies.UrnsAsync(await Dependencies.OfAsync(options.DependsOn).ConfigureAwait(false)).ConfigureAwait(false) },
            Provider = options.Provider is { } provider ? await provider.ReferenceAsync().ConfigureAwait(false) : "",
            Version = options.Version ?? "",
            PluginDownloadUrl = options.PluginDownloadURL ?? "",
            DeletedWith = request.DeletedWith,
            Import = request.ImportId,
            CustomTimeouts = request.CustomTimeouts,
            Hooks = request.Hooks,
            ReplacementTrigger = request.ReplacementTrigger,
            IgnoreChanges = { request.IgnoreChanges },
            ReplaceOnChanges = { request.ReplaceOnChanges },
            HideDiff = { request.HideDiffs },
            ReplaceWith = { request.ReplaceWith },
            Aliases = { request.Aliases },
            AdditionalSecretOutputs = { request.AdditionalSecretOutputs },
            Providers = { request.Providers },
        };
        if (request.HasProtect)
        {
            wire.Protect = request.Protect;
        }
        if (request.HasRetainOnDelete)
        {
            wire.RetainOnDelete = request.RetainOnDelete;
        }
        if (request.DeleteBeforeReplaceDefined)
        {
            wire.DeleteBeforeReplace = request.DeleteBeforeReplace;
        }
        return wire;
    }

    private static InputList<Resource> Resources(IEnumerable<string> urns) =>
        urns.Select(urn => (Resource)new DependencyResource(urn)).ToArray();

    private static DependencyResource? Resource(string urn) => urn.Length == 0 ? null : new DependencyResource(urn);

    private static string? Optional(string text) => text.Length == 0 ? null : text;
}
