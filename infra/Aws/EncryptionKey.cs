using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Kms;

namespace Infra.Aws;

/// <summary>
/// The key that encrypts whatever holds data: the database and its backups, images, secrets, volumes, the logs. Losing it is
/// losing all of them, so nobody but a key administrator can disable or delete it: not the role that deploys. What is copied to another
/// region has a key of its own there, for a key is lost with its region.
/// </summary>
internal sealed class EncryptionKey : ComponentResource
{
    // The longest there is, and the shortest.
    private const int DurableWindowDays = 30;
    private const int DisposableWindowDays = 7;

    /// <summary>Declares the key and its alias.</summary>
    public EncryptionKey(AwsScope scope)
        : this(
            scope,
            "encryption",
            "key",
            scope.Spec.Names.Prefix,
            $"Everything of {scope.Spec.Names.Prefix} that holds data",
            [LogGroups(scope)]
        ) { }

    private EncryptionKey(AwsScope scope, string component, string logicalName, string name, string description, IamStatement[] services)
        : base("infra:aws:EncryptionKey", component, scope.Component)
    {
        var key = new Key(
            logicalName,
            new()
            {
                Description = description,
                EnableKeyRotation = true,
                DeletionWindowInDays = scope.Spec.Lifetime.IsDurable ? DurableWindowDays : DisposableWindowDays,
                Policy = Policy(scope, services),
                // A key has no name of its own; without the state it is found by this.
                Tags = { ["Name"] = name },
            },
            scope.Permanent(this)
        );
        new Pulumi.Aws.Kms.Alias($"{logicalName}-alias", new() { Name = Alias(name), TargetKeyId = key.KeyId }, scope.Permanent(this));
        Arn = key.Arn;
        RegisterOutputs();
    }

    /// <summary>Declares the key of the copies, in their region.</summary>
    /// <param name="there">The region of the copies.</param>
    public static EncryptionKey OfCopies(AwsScope there) =>
        new(
            there,
            "copies-encryption",
            $"copies-key-{there.Cloud.Region}",
            NameOfCopies(there.Spec.Names),
            $"What {there.Spec.Names.Prefix} keeps in this region in case its own is lost",
            []
        );

    /// <summary>The alias by which a stack's key is found.</summary>
    public static string AliasOf(PhysicalNames names) => Alias(names.Prefix);

    /// <summary>The alias by which the key of a stack's copies is found, in their region.</summary>
    public static string AliasOfCopies(PhysicalNames names) => Alias(NameOfCopies(names));

    /// <summary>The key's ARN.</summary>
    public Output<string> Arn { get; }

    /// <summary>What a role must be allowed to read and write objects or volumes that the key encrypts.</summary>
    /// <param name="keyArn">The key.</param>
    public static IamStatement Use(string keyArn) =>
        new() { Actions = ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"], Resources = [keyArn] };

    private static string NameOfCopies(PhysicalNames names) => names.Permanent("copies");

    private static string Alias(string name) => $"alias/{name}";

    // In a key's own policy "*" is this key. The account's IAM decides who may use it, but for what is said here; so a role
    // needs a policy of its own besides.
    private static string Policy(AwsScope scope, IamStatement[] services)
    {
        var account = scope.Cloud.AccountId;
        var root = $"arn:aws:iam::{account}:root";
        IamStatement[] everyday =
        [
            new()
            {
                Principal = ("AWS", root),
                Actions = ["kms:*"],
                Resources = ["*"],
            },
            .. services,
        ];
        return !scope.Spec.Lifetime.IsDurable
            ? IamPolicy.Of(everyday)
            : IamPolicy.Of([
                .. everyday,
                new()
                {
                    Denies = true,
                    Principal = ("*", "*"),
                    // Not PutKeyPolicy: KMS refuses a key whose maker could never change its policy again.
                    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
                    Actions = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DisableKeyRotation"],
                    Resources = ["*"],
                    Conditions = [new("ArnNotEquals", "aws:PrincipalArn", [root, .. scope.Cloud.KeyAdministrators])],
                },
            ]);
    }

    // CloudWatch encrypts with the key itself, for this stack's groups alone.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    private static IamStatement LogGroups(AwsScope scope) =>
        new()
        {
            Principal = ("Service", $"logs.{scope.Cloud.Region}.amazonaws.com"),
            Actions = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            Resources = ["*"],
            Conditions =
            [
                new(
                    "ArnLike",
                    "kms:EncryptionContext:aws:logs:arn",
                    [
                        .. new[] { LogGroupNames.OfClusters(scope.Spec.Names), LogGroupNames.OfNetwork(scope.Spec.Names) }.Select(name =>
                            $"arn:aws:logs:{scope.Cloud.Region}:{scope.Cloud.AccountId}:log-group:{name}"
                        ),
                    ]
                ),
            ],
        };
}
