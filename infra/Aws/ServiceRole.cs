using System.Text.Json;
using Pulumi;
using Pulumi.Aws.Iam;

namespace Infra.Aws;

/// <summary>An IAM role that one AWS service may take, with policies that AWS maintains.</summary>
public sealed class ServiceRole
{
    /// <summary>The service behind EKS Pod Identity. Its roles name no cluster, so they outlive one.</summary>
    public const string PodIdentity = "pods.eks.amazonaws.com";

    /// <summary>Declares the role.</summary>
    /// <param name="scope">The account.</param>
    /// <param name="parent">The component that it is shown under.</param>
    /// <param name="logicalName">Its name in Pulumi's state.</param>
    /// <param name="name">Its name in AWS.</param>
    /// <param name="service">Who may take it.</param>
    /// <param name="policies">Paths of policies that AWS maintains.</param>
    public ServiceRole(AwsScope scope, Resource parent, string logicalName, string name, string service, params string[] policies)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Role = new Role(logicalName, new()
        {
            Name = name,
            AssumeRolePolicy = Trust(service),
        }, new() { Parent = parent });
        Policies = [.. policies.Select(policy => new RolePolicyAttachment($"{logicalName}-{policy.Split('/')[^1]}", new()
        {
            Role = Role.Name,
            PolicyArn = $"arn:aws:iam::aws:policy/{policy}",
        }, new() { Parent = parent }))];
    }

    /// <summary>The role.</summary>
    public Role Role { get; }

    /// <summary>The role's ARN.</summary>
    public Output<string> Arn => Role.Arn;

    /// <summary>What must stand before the role can be used.</summary>
    public Resource[] Policies { get; }

    /// <summary>The trust policy for a service. Pod Identity tags the session with the pod's name.</summary>
    public static string Trust(string service) => JsonSerializer.Serialize(new
    {
        Version = "2012-10-17",
        Statement = new[]
        {
            new
            {
                Effect = "Allow",
                Principal = new { Service = service },
                Action = service == PodIdentity ? new[] { "sts:AssumeRole", "sts:TagSession" } : ["sts:AssumeRole"],
            },
        },
    });
}
