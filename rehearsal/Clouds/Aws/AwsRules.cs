namespace Infra.Rehearsal.Clouds;

/// <summary>Everything of AWS but its networks; the database has its own file.</summary>
internal static class AwsRules
{
    public const string Key = "aws:kms/key:Key";
    private const string Role = "aws:iam/role:Role";
    private const string Cluster = "aws:eks/cluster:Cluster";
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string AccessEntry = "aws:eks/accessEntry:AccessEntry";
    private const string AccessPolicy = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
    private const string Addon = "aws:eks/addon:Addon";
    private const string PodIdentity = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
    private const string Bucket = "aws:s3/bucket:Bucket";
    private const string Zone = "aws:route53/zone:Zone";
    private const string Secret = "aws:secretsmanager/secret:Secret";

    private static readonly Need OnCluster = new("clusterName", Cluster, "ResourceNotFoundException: No cluster found for name: {0}.");
    private static readonly Need OfBucket = new("bucket", Bucket, "NoSuchBucket: The specified bucket does not exist: {0}");

    public static Rule[] Table { get; } =
    [
        RdsInstance.Rule,
        new("aws:rds/subnetGroup:SubnetGroup")
        {
            Name = "name", Id = "{name}", ForceNew = ["name"], Taken = "DBSubnetGroupAlreadyExists: The DB subnet group '{name}' already exists.",
            Needs = [new("subnetIds", "aws:ec2/subnet:Subnet", "InvalidSubnet: subnet {0} does not exist")],
            HeldBy = [new(RdsInstance.Type, "dbSubnetGroupName")],
            Held = "InvalidDBSubnetGroupStateFault: Cannot delete the subnet group '{name}' because at least one database instance: {0} is still using it.",
            Outputs = new() { ["arn"] = "arn:aws:rds:{region}:{account}:subgrp:{name}" },
        },
        new("aws:rds/parameterGroup:ParameterGroup")
        {
            Name = "name", Id = "{name}", ForceNew = ["name", "family", "description"], Taken = "DBParameterGroupAlreadyExists: Parameter group {name} already exists",
            HeldBy = [new(RdsInstance.Type, "parameterGroupName")],
            Held = "InvalidDBParameterGroupState: One or more database instances are still members of this parameter group {name}: {0}",
            Outputs = new() { ["arn"] = "arn:aws:rds:{region}:{account}:pg:{name}" },
        },
        new(Key)
        {
            Id = "{uuid}", ForceNew = ["customerMasterKeySpec", "keyUsage", "multiRegion"],
            Outputs = new() { ["keyId"] = "{id}", ["arn"] = "arn:aws:kms:{region}:{account}:key/{id}" },
        },
        new("aws:kms/alias:Alias")
        {
            Name = "name", Id = "{name}", ForceNew = ["name"], Taken = "AlreadyExistsException: An alias with the name {name} already exists",
            Needs = [new("targetKeyId", Key, "NotFoundException: Key '{0}' does not exist")],
            Outputs = new() { ["arn"] = "arn:aws:kms:{region}:{account}:{name}" },
        },
        new(Role)
        {
            Name = "name", Id = "{name}", Global = true, ForceNew = ["name", "path"], Taken = "EntityAlreadyExists: Role with name {name} already exists.",
            Outputs = new() { ["arn"] = "arn:aws:iam::{account}:role/{name}" },
            HeldBy = [new("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role"), new("aws:iam/rolePolicy:RolePolicy", "role")],
            Held = "DeleteConflict: Cannot delete entity, must remove its policies first: {0}",
        },
        new("aws:iam/rolePolicy:RolePolicy") { Name = "name", Id = "{role}:{name}", Global = true, ForceNew = ["name", "role"], Needs = [OfRole] },
        new("aws:iam/rolePolicyAttachment:RolePolicyAttachment") { Key = "{role} {policyArn}", Global = true, ForceNew = ["*"], Needs = [OfRole] },
        new(Cluster)
        {
            Name = "name", Id = "{name}", Taken = "ResourceInUseException: Cluster already exists with name: {name}",
            ForceNew = ["name", "roleArn", "encryptionConfig?", "bootstrapSelfManagedAddons", "kubernetesNetworkConfig.serviceIpv4Cidr", "accessConfig.bootstrapClusterCreatorAdminPermissions"],
            Needs = [new("roleArn", Role, "InvalidParameterException: Role with arn: {0}, could not be assumed because it does not exist"), new("vpcConfig.subnetIds", "aws:ec2/subnet:Subnet")],
            HeldBy = [new(NodeGroup, "clusterName")], Held = "ResourceInUseException: Cluster has nodegroups attached: {0}",
            Protections = new() { ["deletionProtection"] = "InvalidRequestException: Cluster {name} has deletion protection enabled and cannot be deleted" },
            Takes = [new(AccessEntry, "clusterName"), new(AccessPolicy, "clusterName"), new(Addon, "clusterName"), new(PodIdentity, "clusterName")],
            Outputs = new()
            {
                ["arn"] = "arn:aws:eks:{region}:{account}:cluster/{name}", ["endpoint"] = "https://{HASH}.gr7.{region}.eks.amazonaws.com",
                ["certificateAuthority.data"] = "{certificate}", ["identities[0].oidcs[0].issuer"] = "https://oidc.eks.{region}.amazonaws.com/id/{HASH}",
                ["vpcConfig.clusterSecurityGroupId"] = "sg-{hash17}", ["version"] = "1.34", ["status"] = "ACTIVE",
            },
        },
        new(NodeGroup)
        {
            Name = "nodeGroupName", Id = "{clusterName}:{nodeGroupName}", Taken = "ResourceInUseException: NodeGroup already exists with name {nodeGroupName} and cluster name {clusterName}",
            ForceNew = ["nodeGroupName", "clusterName", "nodeRoleArn", "subnetIds", "instanceTypes", "diskSize", "amiType", "capacityType"],
            Needs = [OnCluster, new("nodeRoleArn", Role), new("subnetIds", "aws:ec2/subnet:Subnet"), new("launchTemplate.id", "aws:ec2/launchTemplate:LaunchTemplate")],
            Outputs = new()
            {
                ["arn"] = "arn:aws:eks:{region}:{account}:nodegroup/{clusterName}/{nodeGroupName}/{uuid}",
                ["resources[0].autoscalingGroups[0].name"] = "eks-{nodeGroupName}-{uuid}",
            },
        },
        new(AccessEntry)
        {
            Id = "{clusterName}:{principalArn}", ForceNew = ["clusterName", "principalArn", "type"], Needs = [OnCluster],
            Taken = "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
        },
        new(AccessPolicy) { Id = "{clusterName}#{principalArn}#{policyArn}", ForceNew = ["*"], Needs = [OnCluster, new("principalArn", AccessEntry, "ResourceNotFoundException: The specified principalArn could not be found: {0}")] },
        new(Addon)
        {
            Id = "{clusterName}:{addonName}", ForceNew = ["clusterName", "addonName"], Needs = [OnCluster], Taken = "ResourceInUseException: Addon already exists.",
            Outputs = new() { ["arn"] = "arn:aws:eks:{region}:{account}:addon/{clusterName}/{addonName}/{uuid}" },
        },
        new(PodIdentity)
        {
            Id = "a-{hash17}", Key = "{clusterName} {namespace} {serviceAccount}", ForceNew = ["clusterName", "namespace", "serviceAccount"],
            Needs = [OnCluster, new("roleArn", Role)], Taken = "ResourceInUseException: Association already exists: {namespace}/{serviceAccount}",
            Outputs = new() { ["associationId"] = "{id}", ["associationArn"] = "arn:aws:eks:{region}:{account}:podidentityassociation/{clusterName}/{id}" },
        },
        new(Bucket)
        {
            Name = "bucket", Id = "{bucket}", Global = true, ForceNew = ["bucket", "objectLockEnabled"],
            Taken = "BucketAlreadyExists: The requested bucket name is not available: {bucket}",
            NotEmpty = "BucketNotEmpty: The bucket you tried to delete is not empty: {bucket}. You must delete all versions in the bucket",
            Outputs = new()
            {
                ["arn"] = "arn:aws:s3:::{bucket}", ["bucketDomainName"] = "{bucket}.s3.amazonaws.com",
                ["bucketRegionalDomainName"] = "{bucket}.s3.{region}.amazonaws.com", ["bucketRegion"] = "{region}",
            },
        },
        OfOneBucket("aws:s3/bucketVersioning:BucketVersioning"),
        OfOneBucket("aws:s3/bucketPolicy:BucketPolicy"),
        OfOneBucket("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"),
        OfOneBucket("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
        OfOneBucket("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
        new(Zone)
        {
            Name = "name", Id = "Z{HASH}", Global = true, ForceNew = ["name", "delegationSetId"],
            HeldBy = [new("aws:route53/record:Record", "zoneId")], Held = "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets: {0}",
            Outputs = new() { ["zoneId"] = "{id}", ["arn"] = "arn:aws:route53:::hostedzone/{id}" },
        },
        new("aws:route53/record:Record")
        {
            Name = "name", Id = "{zoneId}_{name}_{type}", Global = true, ForceNew = ["name", "type", "zoneId", "setIdentifier"],
            Needs = [new("zoneId", Zone, "NoSuchHostedZone: No hosted zone found with ID: {0}")],
            Adopts = static call => call.Inputs.Flag("allowOverwrite") == true, DeletesBeforeReplace = false,
            Taken = "InvalidChangeBatch: Tried to create resource record set [name='{name}.', type='{type}'] but it already exists",
            Outputs = new() { ["fqdn"] = "{name}" },
        },
        new(Secret)
        {
            Name = "name", Id = "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{hash8}", Key = "{name}", ForceNew = ["name"],
            Taken = "ResourceExistsException: The operation failed because the secret {name} already exists, or is scheduled for deletion.",
            Burns = static call => TimeSpan.FromDays(call.Before.Number("recoveryWindowInDays") ?? 30),
            Takes = [new("aws:secretsmanager/secretVersion:SecretVersion", "secretId")],
            Outputs = new() { ["arn"] = "{id}" },
        },
        new("aws:secretsmanager/secretVersion:SecretVersion")
        {
            Id = "{secretId}|{uuid}", ForceNew = ["*"], Needs = [new("secretId", Secret, "ResourceNotFoundException: Secrets Manager can't find the specified secret: {0}")],
            Outputs = new() { ["arn"] = "{secretId}", ["secretArn"] = "{secretId}", ["versionId"] = "{uuid}" },
        },
    ];

    private static Need OfRole => new("role", Role, "NoSuchEntity: The role with name {0} cannot be found.");

    private static Rule OfOneBucket(string type) => new(type) { Id = "{bucket}", ForceNew = ["bucket"], Needs = [OfBucket], Adopts = static _ => true };
}
