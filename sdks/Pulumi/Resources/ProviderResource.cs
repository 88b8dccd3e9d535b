using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A configured provider, for the resources that are given it.</summary>
public class ProviderResource : CustomResource
{
    /// <summary>Registers a provider of a package.</summary>
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : this(package, name, args, options, dependency: false) { }

    private protected ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options, bool dependency)
        : base($"pulumi:providers:{package}", name, args, options, dependency) => Package = package;

    internal string Package { get; }

    /// <summary>How a resource names its provider: URN and id, where in a preview the id may be unknown.</summary>
    internal async Task<string> ReferenceAsync()
    {
        var urn = await Urn.ValueOrAsync("").ConfigureAwait(false);
        var id = await Id.ValueOrAsync("").ConfigureAwait(false);
        return $"{urn}::{(string.IsNullOrEmpty(id) ? Signature.Unknown : id)}";
    }
}
