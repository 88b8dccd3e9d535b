using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Ec2;

namespace Infra.Aws;

/// <summary>The record of who spoke to whom in the network, by choice. It holds no data of the platform, so it is not permanent.</summary>
internal sealed class FlowLogs : ComponentResource
{
    /// <summary>Declares the log and its group.</summary>
    public FlowLogs(AwsScope scope, AwsNetwork network, EncryptionKey key)
        : base("infra:aws:FlowLogs", "flow-logs", scope.Component)
    {
        var group = new LogGroup(
            "flow-log-group",
            new()
            {
                Name = LogGroupNames.OfNetwork(scope.Spec.Names),
                RetentionInDays = LogGroupNames.KeptDays,
                KmsKeyId = key.Arn,
            },
            new() { Parent = this }
        );
        var role = new ServiceRole(
            scope,
            "flow-log-role",
            scope.Spec.Names.Permanent("flow-logs"),
            IamPolicy.Trust("vpc-flow-logs.amazonaws.com", ["sts:AssumeRole"], scope.Cloud.AccountId),
            () => new() { Parent = this }
        ).Allow(
            "write-to-group",
            group.Arn.Apply(arn =>
                IamPolicy.Of(
                    new IamStatement
                    {
                        Actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                        Resources = [arn, $"{arn}:*"],
                    }
                )
            )
        );
        new FlowLog(
            "flow-log",
            new()
            {
                VpcId = network.VpcId,
                TrafficType = "ALL",
                LogDestinationType = "cloud-watch-logs",
                LogDestination = group.Arn,
                IamRoleArn = role.Arn,
            },
            new() { Parent = this, DependsOn = role.Policies.ToArray() }
        );
        RegisterOutputs();
    }
}
