using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Buckets, names, roles and secrets of AWS; networks, keys, clusters and the database have files of their own.</summary>
internal static class AwsRules
{
    public const string Role = "aws:iam/role:Role";
    private const string Bucket = "aws:s3/bucket:Bucket";
    private const string Zone = "aws:route53/zone:Zone";

    /// <summary>What is of a bucket needs it.</summary>
    public static readonly Need OfBucket = new("bucket", Bucket, "NoSuchBucket: The specified bucket does not exist: {0}");

    public static Rule[] Table { get; } =
    [
        new("aws:ssm/parameter:Parameter")
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name"],
            Taken =
                "operation error SSM: PutParameter, https response error StatusCode: 400, ParameterAlreadyExists: The parameter already "
                + "exists. To overwrite this value, set the overwrite option in the request to true.",
            Outputs = new() { ["arn"] = "arn:aws:ssm:{region}:{account}:parameter{name}" },
        },
        RdsInstance.Rule,
        RdsReplication.Rule,
        new("aws:rds/subnetGroup:SubnetGroup")
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name"],
            Taken = "DBSubnetGroupAlreadyExists: The DB subnet group '{name}' already exists.",
            Needs = [new("subnetIds", "aws:ec2/subnet:Subnet", "InvalidSubnet: subnet {0} does not exist")],
            HeldBy = [new(RdsInstance.Type, "dbSubnetGroupName")],
            Held =
                "InvalidDBSubnetGroupStateFault: Cannot delete the subnet group '{name}' because at least one database instance: {0} is "
                + "still using it.",
            Outputs = new() { ["arn"] = "arn:aws:rds:{region}:{account}:subgrp:{name}" },
        },
        new("aws:rds/parameterGroup:ParameterGroup")
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name", "family", "description"],
            Taken = "DBParameterGroupAlreadyExists: Parameter group {name} already exists",
            HeldBy = [new(RdsInstance.Type, "parameterGroupName")],
            Held = "InvalidDBParameterGroupState: One or more database instances are still members of this parameter group {name}: {0}",
            Outputs = new() { ["arn"] = "arn:aws:rds:{region}:{account}:pg:{name}" },
        },
        new(Role)
        {
            Name = "name",
            Id = "{name}",
            Global = true,
            ForceNew = ["name", "path"],
            Taken = "EntityAlreadyExists: Role with name {name} already exists.",
            Outputs = new() { ["arn"] = "arn:aws:iam::{account}:role/{name}" },
            HeldBy = [new("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role"), new("aws:iam/rolePolicy:RolePolicy", "role")],
            Held = "DeleteConflict: Cannot delete entity, must remove its policies first: {0}",
        },
        new("aws:iam/rolePolicy:RolePolicy")
        {
            Name = "name",
            Id = "{role}:{name}",
            Global = true,
            ForceNew = ["name", "role"],
            Needs = [OfRole],
        },
        // To attach what is attached is no fault, and PutRolePolicy writes over: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
        new("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        {
            Key = "{role}/{policyArn}",
            Adopts = static _ => true,
            Global = true,
            ForceNew = ["*"],
            Needs = [OfRole],
        },
        new(Bucket)
        {
            Name = "bucket",
            Id = "{bucket}",
            Global = true,
            ForceNew = ["bucket", "objectLockEnabled"],
            Taken = "BucketAlreadyExists: The requested bucket name is not available: {bucket}",
            NotEmpty = "BucketNotEmpty: The bucket you tried to delete is not empty: {bucket}. You must delete all versions in the bucket",
            Outputs = new()
            {
                ["arn"] = "arn:aws:s3:::{bucket}",
                ["bucketDomainName"] = "{bucket}.s3.amazonaws.com",
                ["bucketRegionalDomainName"] = "{bucket}.s3.{region}.amazonaws.com",
                ["bucketRegion"] = "{region}",
            },
        },
        S3ObjectLock.Versioning,
        S3ObjectLock.Rule,
        S3Replication.Rule,
        OfOneBucket("aws:s3/bucketNotification:BucketNotification"),
        OfOneBucket("aws:s3/bucketPolicy:BucketPolicy"),
        OfOneBucket("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"),
        OfOneBucket("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
        OfOneBucket("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration") with
        {
            Needs = [OfBucket, KmsRules.Use("rules.applyServerSideEncryptionByDefault.kmsMasterKeyId")],
        },
        new(Zone)
        {
            Name = "name",
            Id = "Z{HASH}",
            Global = true,
            ForceNew = ["name", "delegationSetId"],
            HeldBy = [new("aws:route53/record:Record", "zoneId")],
            Held = "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets: {0}",
            Outputs = new() { ["zoneId"] = "{id}", ["arn"] = "arn:aws:route53:::hostedzone/{id}" },
        },
        new("aws:route53/record:Record")
        {
            Name = "name",
            Id = "{zoneId}_{name}_{type}",
            Global = true,
            ForceNew = ["name", "type", "zoneId", "setIdentifier"],
            Needs = [new("zoneId", Zone, "NoSuchHostedZone: No hosted zone found with ID: {0}")],
            Adopts = static call => call.Inputs.Flag("allowOverwrite") == true,
            DeletesBeforeReplace = false,
            Taken = "InvalidChangeBatch: Tried to create resource record set [name='{name}.', type='{type}'] but it already exists",
            Outputs = new() { ["fqdn"] = "{name}" },
        },
    ];

    private static Need OfRole => new("role", Role, "NoSuchEntity: The role with name {0} cannot be found.");

    /// <summary>A setting of a bucket, of which there is one.</summary>
    public static Rule OfOneBucket(string type) =>
        new(type)
        {
            Id = "{bucket}",
            ForceNew = ["bucket"],
            Needs = [OfBucket],
            Adopts = static _ => true,
            OnCreate = RequireRegion,
            OnUpdate = RequireRegion,
        };

    /// <summary>A bucket's name is global, and it answers in its own region alone.</summary>
    public static void RequireRegion(Call call)
    {
        var bucket = call.Content.Objects.Find(one => one.Type == Bucket && one.IsCalled(call.Inputs.Text("bucket") ?? ""));
        if (bucket?.State.Text("bucketRegion") is { } region && region != call.Region)
            throw new Refusal(
                "PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint: it is in "
                    + region
            );
    }
}
