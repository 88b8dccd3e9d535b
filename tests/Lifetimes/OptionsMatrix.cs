namespace Infra.Tests.Lifetimes;

/// <summary>How long a resource is there.</summary>
public enum Lifetime
{
    /// <summary>Protected and retained: outlives every cluster and database.</summary>
    Permanent,

    /// <summary>Retained, and free to leave the program.</summary>
    Kept,

    /// <summary>Comes and goes with its generation, or is changed in place.</summary>
    Rebuildable,

    /// <summary>Goes with the cluster, which need not answer.</summary>
    WithCluster,

    /// <summary>Stands in the cluster: goes with it, and is named after its generation.</summary>
    InCluster,

    /// <summary>Goes with its node group.</summary>
    WithNodes,

    /// <summary>Retained, and goes with its database.</summary>
    WithDatabase,
}

/// <summary>
/// The options matrix: the lifetime of every resource by its type and, where a type holds things of several lifetimes, by its
/// name. A new resource has to be given one here.
/// </summary>
public static class OptionsMatrix
{
    /// <summary>Every type.</summary>
    public static readonly IReadOnlyDictionary<string, Lifetime> ByType = new Dictionary<string, Lifetime>
    {
        ["pulumi:index:Stash"] = Lifetime.Permanent,
        ["random:index/randomPassword:RandomPassword"] = Lifetime.Permanent,
        ["random:index/randomId:RandomId"] = Lifetime.Permanent,
        ["random:index/randomBytes:RandomBytes"] = Lifetime.Permanent,
        ["random:index/randomUuid:RandomUuid"] = Lifetime.Permanent,
        ["tls:index/privateKey:PrivateKey"] = Lifetime.Permanent,
        ["tls:index/selfSignedCert:SelfSignedCert"] = Lifetime.Permanent,
        ["gcp:logging/metric:Metric"] = Lifetime.Permanent,
        ["gcp:monitoring/alertPolicy:AlertPolicy"] = Lifetime.Permanent,
        ["gcp:monitoring/notificationChannel:NotificationChannel"] = Lifetime.Permanent,
        ["gcp:projects/service:Service"] = Lifetime.Permanent,
        ["gcp:projects/serviceIdentity:ServiceIdentity"] = Lifetime.Permanent,
        ["gcp:compute/network:Network"] = Lifetime.Permanent,
        ["gcp:compute/subnetwork:Subnetwork"] = Lifetime.Permanent,
        ["gcp:compute/router:Router"] = Lifetime.Permanent,
        ["gcp:compute/routerNat:RouterNat"] = Lifetime.Permanent,
        ["gcp:compute/globalAddress:GlobalAddress"] = Lifetime.Permanent,
        ["gcp:compute/firewall:Firewall"] = Lifetime.Permanent,
        ["gcp:servicenetworking/connection:Connection"] = Lifetime.Permanent,
        ["gcp:dns/managedZone:ManagedZone"] = Lifetime.Permanent,
        ["gcp:kms/keyRing:KeyRing"] = Lifetime.Permanent,
        ["gcp:kms/cryptoKey:CryptoKey"] = Lifetime.Permanent,
        ["gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember"] = Lifetime.Permanent,
        ["gcp:storage/bucket:Bucket"] = Lifetime.Permanent,
        ["gcp:storage/bucketIAMMember:BucketIAMMember"] = Lifetime.Permanent,
        ["gcp:serviceaccount/iAMMember:IAMMember"] = Lifetime.Permanent,
        ["gcp:secretmanager/secret:Secret"] = Lifetime.Permanent,
        ["aws:cloudwatch/eventRule:EventRule"] = Lifetime.Permanent,
        ["aws:cloudwatch/eventTarget:EventTarget"] = Lifetime.Permanent,
        ["aws:cloudwatch/metricAlarm:MetricAlarm"] = Lifetime.Permanent,
        ["aws:s3/bucketNotification:BucketNotification"] = Lifetime.Permanent,
        ["aws:ssm/parameter:Parameter"] = Lifetime.Permanent,
        ["aws:sns/topic:Topic"] = Lifetime.Permanent,
        ["aws:sns/topicPolicy:TopicPolicy"] = Lifetime.Permanent,
        ["aws:sns/topicSubscription:TopicSubscription"] = Lifetime.Permanent,
        ["aws:ec2/vpc:Vpc"] = Lifetime.Permanent,
        ["aws:ec2/subnet:Subnet"] = Lifetime.Permanent,
        ["aws:ec2/internetGateway:InternetGateway"] = Lifetime.Permanent,
        ["aws:ec2/natGateway:NatGateway"] = Lifetime.Permanent,
        ["aws:ec2/routeTable:RouteTable"] = Lifetime.Permanent,
        ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = Lifetime.Permanent,
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = Lifetime.Permanent,
        ["aws:kms/key:Key"] = Lifetime.Permanent,
        ["aws:kms/alias:Alias"] = Lifetime.Permanent,
        ["aws:rds/subnetGroup:SubnetGroup"] = Lifetime.Permanent,
        ["aws:rds/parameterGroup:ParameterGroup"] = Lifetime.Permanent,
        ["aws:route53/zone:Zone"] = Lifetime.Permanent,
        ["aws:s3/bucket:Bucket"] = Lifetime.Permanent,
        ["aws:s3/bucketVersioning:BucketVersioning"] = Lifetime.Permanent,
        ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = Lifetime.Permanent,
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = Lifetime.Permanent,
        ["aws:s3/bucketPolicy:BucketPolicy"] = Lifetime.Permanent,
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = Lifetime.Permanent,
        ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"] = Lifetime.Permanent,
        ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"] = Lifetime.Permanent,
        ["aws:secretsmanager/secret:Secret"] = Lifetime.Permanent,
        ["gcp:sql/databaseInstance:DatabaseInstance"] = Lifetime.Kept,
        ["gcp:secretmanager/secretVersion:SecretVersion"] = Lifetime.Kept,
        ["aws:secretsmanager/secretVersion:SecretVersion"] = Lifetime.Kept,
        ["aws:rds/instance:Instance"] = Lifetime.Kept,
        ["aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication"] = Lifetime.Kept,
        ["aws:cloudwatch/logGroup:LogGroup"] = Lifetime.Kept,
        ["gcp:dns/recordSet:RecordSet"] = Lifetime.Rebuildable,
        ["gcp:container/cluster:Cluster"] = Lifetime.Rebuildable,
        ["gcp:compute/address:Address"] = Lifetime.Rebuildable,
        ["gcp:projects/iAMMember:IAMMember"] = Lifetime.Rebuildable,
        ["gcp:serviceaccount/account:Account"] = Lifetime.Rebuildable,
        ["aws:route53/record:Record"] = Lifetime.Rebuildable,
        ["aws:eks/cluster:Cluster"] = Lifetime.Rebuildable,
        // EKS refuses to delete a cluster that has node groups, so they are deleted before it, and not with it.
        ["aws:eks/nodeGroup:NodeGroup"] = Lifetime.Rebuildable,
        ["aws:ec2/launchTemplate:LaunchTemplate"] = Lifetime.Rebuildable,
        ["aws:ec2/securityGroup:SecurityGroup"] = Lifetime.Rebuildable,
        ["aws:ec2/eip:Eip"] = Lifetime.Rebuildable,
        ["aws:ec2/flowLog:FlowLog"] = Lifetime.Rebuildable,
        ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = Lifetime.Rebuildable,
        ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = Lifetime.Rebuildable,
        ["aws:iam/role:Role"] = Lifetime.Rebuildable,
        ["aws:iam/rolePolicy:RolePolicy"] = Lifetime.Rebuildable,
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = Lifetime.Rebuildable,
        ["aws:lb/loadBalancer:LoadBalancer"] = Lifetime.Rebuildable,
        ["aws:lb/targetGroup:TargetGroup"] = Lifetime.Rebuildable,
        ["aws:lb/listener:Listener"] = Lifetime.Rebuildable,
        ["gcp:container/nodePool:NodePool"] = Lifetime.WithCluster,
        ["aws:eks/addon:Addon"] = Lifetime.WithCluster,
        ["aws:eks/accessEntry:AccessEntry"] = Lifetime.WithCluster,
        ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation"] = Lifetime.WithCluster,
        ["aws:eks/podIdentityAssociation:PodIdentityAssociation"] = Lifetime.WithCluster,
        ["kubernetes:apps/v1:Deployment"] = Lifetime.InCluster,
        ["kubernetes:batch/v1:Job"] = Lifetime.InCluster,
        ["kubernetes:core/v1:ConfigMap"] = Lifetime.InCluster,
        ["kubernetes:core/v1:Namespace"] = Lifetime.InCluster,
        ["kubernetes:core/v1:Secret"] = Lifetime.InCluster,
        ["kubernetes:core/v1:ServiceAccount"] = Lifetime.InCluster,
        ["kubernetes:core/v1:Service"] = Lifetime.InCluster,
        ["kubernetes:helm.sh/v3:Release"] = Lifetime.InCluster,
        ["kubernetes:networking.k8s.io/v1:NetworkPolicy"] = Lifetime.InCluster,
        ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"] = Lifetime.InCluster,
        ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"] = Lifetime.InCluster,
        ["kubernetes:storage.k8s.io/v1:StorageClass"] = Lifetime.InCluster,
        ["aws:autoscaling/attachment:Attachment"] = Lifetime.WithNodes,
        ["gcp:sql/user:User"] = Lifetime.WithDatabase,
    };

    /// <summary>
    /// Those that differ from the rest of their type: most come and go; what a bucket, NAT or a retained database leans on stays.
    /// </summary>
    public static readonly IReadOnlyDictionary<(string Cloud, string Name), Lifetime> ByName = new Dictionary<(string, string), Lifetime>
    {
        [("gcp", "nat-address-0")] = Lifetime.Permanent,
        [("gcp", "nat-address-1")] = Lifetime.Permanent,
        [("gcp", "registry-account")] = Lifetime.Permanent,
        [("gcp", "escrow-account")] = Lifetime.Permanent,
        [("gcp", "task-logs-account")] = Lifetime.Permanent,
        [("aws", "nat-address-0")] = Lifetime.Permanent,
        [("aws", "nat-address-1")] = Lifetime.Permanent,
        [("aws", "nat-address-2")] = Lifetime.Permanent,
        [("aws", "databases")] = Lifetime.Permanent,
        [("aws", "database-monitoring-role")] = Lifetime.Permanent,
        [("aws", "database-monitoring-role-AmazonRDSEnhancedMonitoringRole")] = Lifetime.Permanent,
        [("aws", "registry-role")] = Lifetime.Permanent,
        [("aws", "registry-role-use-of-bucket")] = Lifetime.Permanent,
        [("aws", "escrow-role")] = Lifetime.Permanent,
        [("aws", "escrow-role-use-of-bucket")] = Lifetime.Permanent,
        [("aws", "task-logs-role")] = Lifetime.Permanent,
        [("aws", "task-logs-role-write-to-bucket")] = Lifetime.Permanent,
        [("aws", "registry-copy-role")] = Lifetime.Permanent,
        [("aws", "registry-copy-role-copies-objects")] = Lifetime.Permanent,
        [("aws", "escrow-copy-role")] = Lifetime.Permanent,
        [("aws", "escrow-copy-role-copies-objects")] = Lifetime.Permanent,
        [("aws", "flow-log-group")] = Lifetime.Rebuildable,
    };
}
