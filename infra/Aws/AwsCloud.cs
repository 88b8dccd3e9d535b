using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Aws;

/// <summary>The foundation on Amazon Web Services.</summary>
internal sealed class AwsCloud : ComponentResource
{
    private readonly AwsScope _scope;
    private readonly AwsNetwork _network;
    private readonly DatabaseFence _fence;
    private readonly RdsPostgres _postgres;
    private readonly IngressLoadBalancer _ingress;
    private readonly EncryptionKey _key;
    private readonly S3Escrow _escrow;
    private readonly ImmutableArray<BucketCopy> _copies = [];

    /// <summary>Declares the foundation.</summary>
    /// <param name="cloud">Account, region and zones.</param>
    /// <param name="spec">What the platform asks for.</param>
    /// <param name="claimed">What everything waits for.</param>
    /// <param name="secrets">The permanent secrets, by name; each gets its second home in Secrets Manager.</param>
    /// <param name="databasePassword">The password of the Postgres user.</param>
    /// <param name="options">The parent.</param>
    public AwsCloud(
        CloudConfig.Aws cloud,
        FoundationSpec spec,
        ClaimedStack claimed,
        ImmutableSortedDictionary<string, Output<string>> secrets,
        Output<string> databasePassword,
        ComponentResourceOptions? options = null
    )
        : base("infra:aws:Cloud", "aws", options)
    {
        var scope = new AwsScope(cloud, spec, this, Provider("aws", cloud.Region));
        // What is in another region has a provider of its own, and names that tell the region: changing that leads no thing elsewhere.
        var there = spec.Copies is not { } copies
            ? null
            : scope with
            {
                Cloud = cloud with { Region = copies.Region },
                Provider = Provider($"aws-{copies.Region}", copies.Region),
            };

        var network = AwsNetwork.Of(scope);
        var key = new EncryptionKey(scope);
        if (spec.Network.FlowLogs)
        {
            new FlowLogs(scope, network, key);
        }
        var cluster = new EksCluster(scope, network, key);
        var fence = new DatabaseFence(scope, network, cluster);
        var postgres = new RdsPostgres(scope, network, key, fence, databasePassword);
        var registry = new S3Registry(scope, key, cluster);
        var escrow = new S3Escrow(scope, key, cluster);
        var ingress = new IngressLoadBalancer(scope, network, cluster);
        var copiesKey = there is null ? null : EncryptionKey.OfCopies(there);
        if (there is not null && copiesKey is not null)
        {
            DatabaseCopy.Declare(there, postgres, copiesKey, spec.Copies!);
            _copies = [new(scope, there, registry.Bucket, copiesKey), new(scope, there, escrow.Bucket, copiesKey)];
        }
        var homes = new SecretsManagerHomes(scope, key, secrets, copiesKey);
        (_scope, _network, _fence, _postgres, _ingress, _key, _escrow) = (scope, network, fence, postgres, ingress, key, escrow);

        Foundation = new()
        {
            Kubernetes = cluster.Access,
            Postgres = new()
            {
                Host = spec.Names.DatabaseAlias,
                Address = postgres.Instance.Address,
                User = RdsPostgres.AdminUser,
                Instance = postgres.Instance.Identifier,
                Lineage = postgres.Births.Lineage,
                Birth = postgres.Births.Birth,
                BornFrom = postgres.Births.BornFrom,
                IsBornEmpty = postgres.Births.IsBornEmpty,
                Ready = [fence.Allow],
            },
            Registry = registry.Storage,
            Escrow = escrow.Storage,
            TaskLogs = spec.TaskLogs is { } logs ? new S3TaskLogs(scope, key, cluster, logs).Storage : null,
            Ingress = ingress.Access,
            Network = new(network.VpcId, Output.All(network.Zones.Select(zone => zone.Private))),
            SecretReferences = homes.References,
        };
        RegisterOutputs();

        Pulumi.Aws.Provider Provider(string name, string region) => AwsScope.ProviderOf(cloud, spec, name, claimed.Then(region), this);
    }

    /// <summary>What the platform gets.</summary>
    public CloudFoundation Foundation { get; }

    /// <summary>Leads the database's name to the active generation.</summary>
    /// <param name="before">What has to stand first, because from then on whoever knows the name reaches that database.</param>
    public Resource LeadToDatabase(params Resource[] before) => new DatabaseAlias(_scope, _network, _postgres, _fence, before).Record;

    /// <summary>Sends the world to the active generation, where the configuration names a public zone.</summary>
    /// <param name="baseDomain">The platform's domain.</param>
    /// <param name="after">What has to stand first: the platform, and what proves it.</param>
    public void Publish(string baseDomain, Resource after)
    {
        if (_scope.Spec.PublicZone is { } zoneId)
        {
            new PublicRecords(_scope, zoneId, baseDomain, _ingress.LoadBalancer, after);
        }
    }

    /// <summary>Has the cloud itself tell when a recovery gets harder: of a durable stack, where somebody is told.</summary>
    /// <param name="receivers">Who is told.</param>
    public void Watch(AlertReceivers receivers)
    {
        if (_scope.Spec.Lifetime.IsDurable && receivers.Any)
        {
            new Alarms(_scope, receivers, _postgres, _key, Foundation.Registry.Bucket, _escrow.Bucket.Bucket.BucketName, _copies);
        }
    }
}
