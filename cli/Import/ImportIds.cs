using System.Collections.Immutable;

namespace Infra.Cli.Import;

/// <summary>
/// The id that each type is imported by, from its inputs and outputs in braces. Source: the section Import of each resource in the
/// Pulumi registry, for example https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucketiammember/#import.
/// A type that is not here is found by its tags, or can not be imported.
/// </summary>
internal static class ImportIds
{
    private const string Compute = "projects/{project}/regions/{region}";
    private const string GlobalCompute = "projects/{project}/global";

    public static ImmutableDictionary<string, string> Templates { get; } =
        new Dictionary<string, string>
        {
            ["aws:cloudwatch/eventRule:EventRule"] = "{name}",
            ["aws:cloudwatch/eventTarget:EventTarget"] = "{rule}/{targetId}",
            ["aws:cloudwatch/logGroup:LogGroup"] = "{name}",
            ["aws:cloudwatch/metricAlarm:MetricAlarm"] = "{name}",
            ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = "{subnetId}/{routeTableId}",
            ["aws:eks/accessEntry:AccessEntry"] = "{clusterName}:{principalArn}",
            ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation"] = "{clusterName}#{principalArn}#{policyArn}",
            ["aws:eks/addon:Addon"] = "{clusterName}:{addonName}",
            ["aws:eks/cluster:Cluster"] = "{name}",
            ["aws:eks/nodeGroup:NodeGroup"] = "{clusterName}:{nodeGroupName}",
            ["aws:iam/role:Role"] = "{name}",
            ["aws:iam/rolePolicy:RolePolicy"] = "{role}:{name}",
            ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = "{role}/{policyArn}",
            ["aws:kms/alias:Alias"] = "{name}",
            ["aws:rds/instance:Instance"] = "{identifier}",
            ["aws:rds/parameterGroup:ParameterGroup"] = "{name}",
            ["aws:rds/subnetGroup:SubnetGroup"] = "{name}",
            ["aws:route53/record:Record"] = "{zoneId}_{name}_{type}",
            ["aws:s3/bucket:Bucket"] = "{bucket}",
            ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = "{bucket}",
            ["aws:s3/bucketNotification:BucketNotification"] = "{bucket}",
            ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"] = "{bucket}",
            ["aws:s3/bucketPolicy:BucketPolicy"] = "{bucket}",
            ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = "{bucket}",
            ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"] = "{bucket}",
            ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = "{bucket}",
            ["aws:s3/bucketVersioning:BucketVersioning"] = "{bucket}",
            ["aws:ssm/parameter:Parameter"] = "{name}",
            ["gcp:compute/address:Address"] = $"{Compute}/addresses/{{name}}",
            ["gcp:compute/firewall:Firewall"] = $"{GlobalCompute}/firewalls/{{name}}",
            ["gcp:compute/globalAddress:GlobalAddress"] = $"{GlobalCompute}/addresses/{{name}}",
            ["gcp:compute/network:Network"] = $"{GlobalCompute}/networks/{{name}}",
            ["gcp:compute/router:Router"] = $"{Compute}/routers/{{name}}",
            ["gcp:compute/routerNat:RouterNat"] = $"{Compute}/routers/{{router}}/{{name}}",
            ["gcp:compute/subnetwork:Subnetwork"] = $"{Compute}/subnetworks/{{name}}",
            ["gcp:container/cluster:Cluster"] = "projects/{project}/locations/{location}/clusters/{name}",
            ["gcp:container/nodePool:NodePool"] = "{cluster}/nodePools/{name}",
            ["gcp:dns/managedZone:ManagedZone"] = "projects/{project}/managedZones/{name}",
            ["gcp:dns/recordSet:RecordSet"] = "projects/{project}/managedZones/{managedZone}/rrsets/{name}/{type}",
            ["gcp:kms/cryptoKey:CryptoKey"] = "{keyRing}/cryptoKeys/{name}",
            ["gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember"] = "{cryptoKeyId} {role} {member}",
            ["gcp:kms/keyRing:KeyRing"] = "projects/{project}/locations/{location}/keyRings/{name}",
            ["gcp:logging/metric:Metric"] = "{name}",
            ["gcp:projects/iAMMember:IAMMember"] = "{project} {role} {member}",
            ["gcp:projects/service:Service"] = "{project}/{service}",
            ["gcp:secretmanager/secret:Secret"] = "projects/{project}/secrets/{secretId}",
            ["gcp:serviceaccount/account:Account"] = "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
            ["gcp:serviceaccount/iAMMember:IAMMember"] = "{serviceAccountId} {role} {member}",
            ["gcp:servicenetworking/connection:Connection"] = "{network}:{service}",
            ["gcp:sql/databaseInstance:DatabaseInstance"] = "{name}",
            ["gcp:storage/bucket:Bucket"] = "{project}/{name}",
            ["gcp:storage/bucketIAMMember:BucketIAMMember"] = "b/{bucket} {role} {member}",
        }.ToImmutableDictionary();
}
