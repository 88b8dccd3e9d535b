using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Gcp;

/// <summary>What every room of the Google Cloud foundation is told.</summary>
/// <param name="Cloud">Project, region and what only Google Cloud is told.</param>
/// <param name="Spec">What the platform asks for.</param>
/// <param name="Parent">The component that the rooms are shown under.</param>
/// <param name="Provider">Bound to the project and the region.</param>
internal sealed record GcpScope(CloudConfig.Gcp Cloud, FoundationSpec Spec, Resource Parent, Pulumi.Gcp.Provider Provider)
{
    /// <summary>
    /// Labels of everything that the stack makes. The provider puts them on what it calls labels; user labels of a database
    /// and resource labels of nodes are not among it.
    /// </summary>
    public static ImmutableDictionary<string, string> Labels(FoundationSpec spec)
    {
        return ImmutableDictionary<string, string>
            .Empty.Add("infra-prefix", spec.Names.Prefix)
            .Add("infra-lifetime", spec.Lifetime.Name)
            .Add("infra-owner", spec.Owner);
    }

    /// <summary>
    /// A provider that is bound to the project: refresh and destroy are held to it too, not only the program.
    /// </summary>
    public static Pulumi.Gcp.Provider ProviderOf(
        CloudConfig.Gcp cloud,
        FoundationSpec spec,
        string name,
        Input<string> project,
        Resource parent
    ) =>
        new(
            name,
            new()
            {
                Project = project,
                Region = cloud.Region,
                DefaultLabels = Labels(spec),
            },
            new() { Parent = parent }
        );

    /// <summary>Options of a component below the cloud; its children inherit the provider.</summary>
    public ComponentResourceOptions Component => new() { Parent = Parent, Providers = { Provider } };

    /// <summary>Options of what is there once and holds data or identity.</summary>
    public CustomResourceOptions Permanent(Resource parent, params Resource[] dependsOn) =>
        Spec.Lifetime.Permanent(new() { Parent = parent, DependsOn = dependsOn });
}
