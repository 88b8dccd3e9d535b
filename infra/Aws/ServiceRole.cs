using Pulumi;
using Pulumi.Aws.Iam;

namespace Infra.Aws;

/// <summary>An IAM role that one AWS service may take, and what it allows.</summary>
internal sealed class ServiceRole
{
    /// <summary>The service behind EKS Pod Identity. Its roles name no cluster and no issuer, so they outlive a cluster.</summary>
    public const string PodIdentity = "pods.eks.amazonaws.com";

    private readonly string _logicalName;
    private readonly Func<CustomResourceOptions> _options;
    private readonly List<Resource> _policies = [];

    /// <summary>Declares the role; it may do nothing yet.</summary>
    /// <param name="scope">Which permissions boundary it has, if any.</param>
    /// <param name="logicalName">Its name in Pulumi's state.</param>
    /// <param name="name">Its name in AWS.</param>
    /// <param name="trust">The trust policy.</param>
    /// <param name="options">Parent and lifetime, made anew for each resource.</param>
    public ServiceRole(AwsScope scope, string logicalName, string name, string trust, Func<CustomResourceOptions> options)
    {
        (_logicalName, _options) = (logicalName, options);
        Role = new Role(
            logicalName,
            new()
            {
                Name = name,
                AssumeRolePolicy = trust,
                PermissionsBoundary = scope.Cloud.PermissionsBoundary is { } boundary ? boundary : default(Input<string>),
            },
            options()
        );
    }

    /// <summary>The role.</summary>
    public Role Role { get; }

    /// <summary>The role's ARN.</summary>
    public Output<string> Arn => Role.Arn;

    /// <summary>What must stand before the role can be used.</summary>
    public IReadOnlyList<Resource> Policies => _policies;

    /// <summary>The trust policy of a role for pods. Pod Identity tags the session with the pod's name.</summary>
    /// <param name="account">The account whose clusters may use it.</param>
    public static string TrustPods(string account) => IamPolicy.Trust(PodIdentity, ["sts:AssumeRole", "sts:TagSession"], account);

    /// <summary>Attaches policies that AWS maintains.</summary>
    /// <param name="policies">Their paths, for example <c>service-role/AmazonEBSCSIDriverPolicy</c>.</param>
    public ServiceRole Attach(params string[] policies)
    {
        foreach (var policy in policies)
        {
            _policies.Add(
                new RolePolicyAttachment(
                    $"{_logicalName}-{policy.Split('/')[^1]}",
                    new() { Role = Role.Name, PolicyArn = $"arn:aws:iam::aws:policy/{policy}" },
                    _options()
                )
            );
        }
        return this;
    }

    /// <summary>Allows what a policy of the stack's own says.</summary>
    /// <param name="name">What it is about, for example <c>use-of-bucket</c>.</param>
    /// <param name="document">The policy.</param>
    public ServiceRole Allow(string name, Output<string> document)
    {
        _policies.Add(
            new RolePolicy(
                $"{_logicalName}-{name}",
                new()
                {
                    Name = name,
                    Role = Role.Name,
                    Policy = document,
                },
                _options()
            )
        );
        return this;
    }
}
