using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Inputs;

namespace Infra.Aws;

/// <summary>What every room of the AWS foundation is told.</summary>
/// <param name="Cloud">Account, region and zones.</param>
/// <param name="Spec">What the platform asks for.</param>
/// <param name="Parent">The component that the rooms are shown under.</param>
/// <param name="Provider">Bound to the account and the region.</param>
internal sealed record AwsScope(CloudConfig.Aws Cloud, FoundationSpec Spec, Resource Parent, Pulumi.Aws.Provider Provider)
{
    /// <summary>Options of a component below the cloud; its children inherit the provider.</summary>
    public ComponentResourceOptions Component => new() { Parent = Parent, Providers = { Provider } };

    /// <summary>
    /// The tags of everything. The provider sets them itself on what it makes; what AWS makes in turn (nodes, volumes) is told.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Tags { get; } = TagsOf(Spec);

    /// <summary>
    /// A provider that is bound to the account and to a region: refresh and destroy are held to them too, not only the program.
    /// </summary>
    public static Pulumi.Aws.Provider ProviderOf(
        CloudConfig.Aws cloud,
        FoundationSpec spec,
        string name,
        Input<string> region,
        Resource parent
    ) =>
        new(
            name,
            new()
            {
                Region = region,
                AllowedAccountIds = { cloud.AccountId },
                DefaultTags = new ProviderDefaultTagsArgs { Tags = TagsOf(spec).ToImmutableDictionary() },
            },
            new() { Parent = parent }
        );

    /// <summary>The tags of a stack's things, for its provider.</summary>
    public static ImmutableSortedDictionary<string, string> TagsOf(FoundationSpec spec)
    {
        return ImmutableSortedDictionary<string, string>
            .Empty.Add("infra-prefix", spec.Names.Prefix)
            .Add("infra-stack", Deployment.Instance.StackName)
            .Add("infra-owner", spec.Owner)
            .Add("infra-lifetime", spec.Lifetime.Name);
    }

    /// <summary>Options of what is there once and holds data or identity.</summary>
    public CustomResourceOptions Permanent(Resource parent, params Resource[] dependsOn) =>
        Spec.Lifetime.Permanent(new() { Parent = parent, DependsOn = dependsOn });
}
