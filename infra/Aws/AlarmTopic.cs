using Pulumi;
using Pulumi.Aws.Sns;

namespace Infra.Aws;

/// <summary>A topic of SNS that this account's alarms and rules publish to, and nobody else.</summary>
internal sealed class AlarmTopic
{
    /// <summary>Declares the topic.</summary>
    /// <param name="scope">Account, names and lifetime.</param>
    /// <param name="parent">The component that it is shown under.</param>
    /// <param name="noun">What it is for; part of each name.</param>
    /// <param name="services">The services that publish to it.</param>
    public AlarmTopic(AwsScope scope, Resource parent, string noun, params string[] services)
    {
        var topic = new Topic($"{noun}-topic", new() { Name = scope.Spec.Names.Permanent(noun) }, scope.Permanent(parent));
        Policy = new TopicPolicy(
            $"{noun}-topic-policy",
            new()
            {
                Arn = topic.Arn,
                Policy = topic.Arn.Apply(arn =>
                    IamPolicy.Of([
                        .. services.Select(service => new IamStatement
                        {
                            Principal = ("Service", service),
                            Actions = ["sns:Publish"],
                            Resources = [arn],
                            // EventBridge names the rule, CloudWatch the alarm; both of this account.
                            Conditions = [new("ArnLike", "aws:SourceArn", [$"arn:aws:*:{scope.Cloud.Region}:{scope.Cloud.AccountId}:*"])],
                        }),
                    ])
                ),
            },
            scope.Permanent(parent)
        );
        Arn = topic.Arn;
    }

    /// <summary>The topic's ARN.</summary>
    public Output<string> Arn { get; }

    /// <summary>Without it nothing is published.</summary>
    public Resource Policy { get; }
}
