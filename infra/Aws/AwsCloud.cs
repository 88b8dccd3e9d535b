using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Inputs;

namespace Infra.Aws;

/// <summary>The foundation on Amazon Web Services.</summary>
public sealed class AwsCloud : ComponentResource
{
    /// <summary>Declares the foundation.</summary>
    /// <param name="cloud">Account, region and zones.</param>
    /// <param name="spec">What the platform asks for.</param>
    /// <param name="secrets">The permanent secrets, by name; each gets its second home in Secrets Manager.</param>
    /// <param name="databasePassword">The password of the Postgres user.</param>
    /// <param name="options">The parent.</param>
    public AwsCloud(
        CloudConfig.Aws cloud, FoundationSpec spec, ImmutableSortedDictionary<string, Output<string>> secrets, Output<string> databasePassword,
        ComponentResourceOptions? options = null)
        : base("infra:aws:Cloud", "aws", options)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(spec);
        // An explicit provider: refresh and destroy are held to this account too, not only the program.
        var provider = new Pulumi.Aws.Provider("aws", new()
        {
            Region = cloud.Region,
            AllowedAccountIds = { cloud.AccountId },
            DefaultTags = new ProviderDefaultTagsArgs
            {
                Tags = { ["infra-prefix"] = spec.Names.Prefix, ["infra-lifetime"] = spec.Lifetime.Name, ["infra-owner"] = spec.Owner },
            },
        }, new() { Parent = this });
        var scope = new AwsScope(cloud, spec, this, provider);

        var network = new AwsNetwork(scope);
        var cluster = new EksCluster(scope, network);
        var fence = new DatabaseFence(scope, network, cluster);
        Postgres = new RdsPostgres(scope, network, fence, databasePassword);
        var alias = new DatabaseAlias(scope, network, Postgres);
        var registry = new S3Registry(scope, cluster);
        var homes = new SecretsManagerHomes(scope, secrets);

        Foundation = new()
        {
            Kubernetes = cluster.Access,
            Postgres = Postgres.Access(alias.Host, [alias.Record, fence.Allow]),
            Registry = registry.Storage,
            Ingress = new IngressAddresses(scope, network).Access,
            Network = new(network.Vpc.Id, Output.All(network.PrivateSubnets.Select(subnet => subnet.Id))),
            SecretReferences = homes.References,
        };
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public CloudFoundation Foundation { get; }

    /// <summary>The database.</summary>
    public RdsPostgres Postgres { get; }
}
