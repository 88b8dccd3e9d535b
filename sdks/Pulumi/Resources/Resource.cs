using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Anything the engine keeps in a stack's state.</summary>
public class Resource
{
    private readonly string _type = "";
    private readonly string _name = "";
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers = ImmutableDictionary<string, ProviderResource>.Empty;
    private readonly List<Resource> _children = [];

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool dependency = false)
    {
        if (dependency)
        {
            return;
        }
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_type, _name) = (type, name);
        var deployment = Deployment.Require();
        Unresolved = ResourceOutputs.Of(this);

        var above = options.Parent ?? (type == Stack.RootType ? null : deployment.Stack);
        _transformations = [.. options.ResourceTransformations, .. above?._transformations ?? []];
        (args, options) = Transform(args, options);
        options = options.Clone();
        if (options is ComponentResourceOptions { Provider: not null, Providers.Count: > 0 })
        {
            throw new ResourceException("Do not give a component both Provider and Providers; add the one to the other.", options.Parent);
        }
        if (options.Parent is { } parent)
        {
            parent.Adopt(this);
            options.Protect ??= parent._protect;
            _providers = parent._providers;
        }
        if (custom)
        {
            options.Provider ??= options.Parent?.GetProvider(type);
        }
        _protect = options.Protect;
        _providers = _providers.SetItems(OwnProviders(type, custom, options));
        deployment.Track(new Registration(deployment, this, args, options).CompleteAsync());
    }

    /// <summary>The name that is unique among all stacks.</summary>
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    /// <summary>The outputs that the registration resolves.</summary>
    internal ResourceOutputs Unresolved { get; } = ResourceOutputs.None;

    /// <summary>The type token.</summary>
    public string GetResourceType() => _type;

    /// <summary>The name given at construction.</summary>
    public string GetResourceName() => _name;

    internal Resource[] Children()
    {
        lock (_children)
        {
            return [.. _children];
        }
    }

    /// <summary>The provider that children, and functions called on behalf of this resource, inherit.</summary>
    internal ProviderResource? GetProvider(string token) =>
        token.Split(':') is { Length: 3 } parts ? _providers.GetValueOrDefault(parts[0]) : null;

    private void Adopt(Resource child)
    {
        lock (_children)
        {
            _children.Add(child);
        }
    }

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new(this, args, options)) is not { } changed)
            {
                continue;
            }
            if (changed.Options.Parent != options.Parent)
            {
                throw new ArgumentException($"A transformation changed the parent of '{_name}'; a parent cannot be transformed.");
            }
            (args, options) = (changed.Args, changed.Options);
        }
        return (args, options);
    }

    private static IEnumerable<KeyValuePair<string, ProviderResource>> OwnProviders(string type, bool custom, ResourceOptions options)
    {
        if (custom)
        {
            return options.Provider is { } own && type.Split(':') is { Length: 3 } parts ? [new(parts[0], own)] : [];
        }
        var several = ((ComponentResourceOptions)options).Providers;
        return (options.Provider is { } one ? [one] : several).Select(provider => KeyValuePair.Create(provider.Package, provider));
    }
}
