using Infra.Configuration;
using Infra.Foundation;
using Pulumi.Aws.Ssm;

namespace Infra.Aws;

/// <summary>The stack's claim: a parameter of Systems Manager, whose name is free once in an account and region.</summary>
internal static class StackClaim
{
    /// <summary>Declares the claim, with a provider of its own, since the stack's waits for it.</summary>
    /// <param name="cloud">Account and region.</param>
    /// <param name="spec">Names and lifetime.</param>
    /// <param name="origin">What the claim says of the stack.</param>
    public static ClaimedStack Declare(CloudConfig.Aws cloud, FoundationSpec spec, StackOrigin origin)
    {
        var provider = AwsScope.ProviderOf(cloud, spec, "aws-claim", origin.Facts.Apply(_ => cloud.Region), origin);
        var name = $"/infra/{spec.Names.Prefix}";
        var options = spec.Lifetime.Permanent(new() { Parent = origin, Provider = provider });
        options.Hooks.BeforeCreate.Add(ClaimedStack.Announcement(spec.Names.Prefix, $"the parameter {name} of Systems Manager"));
        return new(
            new Parameter(
                "stack-claim",
                new()
                {
                    Name = name,
                    Type = ParameterType.String,
                    Description = "Claims the names of the stack. What it was born with stands here.",
                    InsecureValue = origin.Facts,
                },
                options
            )
        );
    }
}
