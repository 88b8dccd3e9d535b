using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Gcp;

/// <summary>What every room of the Google Cloud foundation is told.</summary>
/// <param name="Cloud">Project and region.</param>
/// <param name="Spec">What the platform asks for.</param>
/// <param name="Parent">The component that the rooms are shown under.</param>
/// <param name="Provider">Bound to the project and the region.</param>
public sealed record GcpScope(CloudConfig.Gcp Cloud, FoundationSpec Spec, Resource Parent, Pulumi.Gcp.Provider Provider)
{
    /// <summary>Options of a component below the cloud; its children inherit the provider.</summary>
    public ComponentResourceOptions Component => new() { Parent = Parent, Providers = { Provider } };

    /// <summary>Options of what is there once and holds data or identity.</summary>
    public CustomResourceOptions Permanent(Resource parent, params Resource[] dependsOn) =>
        Spec.Lifetime.Permanent(new() { Parent = parent, DependsOn = dependsOn });
}
