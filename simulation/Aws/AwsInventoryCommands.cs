using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Commands of <c>aws</c> that describe what stands in the account, in the shapes of its command line reference:
/// https://docs.aws.amazon.com/cli/latest/reference/.
/// </summary>
internal static class AwsInventoryCommands
{
    private const string Secret = "aws:secretsmanager/secret:Secret";
    private const string Address = "aws:ec2/eip:Eip";
    private const string Zone = "aws:route53/zone:Zone";

    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("aws sts get-caller-identity", ["--region", "--query", "--output"], Caller),
        ("aws iam get-role", ["--role-name", "--region", "--query", "--output"], (world, options) =>
            Member(world, options, "role", "Role", options.Required("--role-name"))
        ),
        ("aws iam get-user", ["--user-name", "--region", "--query", "--output"], (world, options) =>
            Member(world, options, "user", "User", options.Required("--user-name"))
        ),
        ("aws rds describe-db-instances", ["--db-instance-identifier", "--region", "--query", "--output"], Instances),
        ("aws kms describe-key", ["--key-id", "--region", "--query", "--output"], Key),
        ("aws secretsmanager list-secrets", ["--include-planned-deletion?", "--filters", "--region", "--query", "--output"], Secrets),
        ("aws s3api get-bucket-versioning", ["--bucket", "--region", "--query", "--output"], Versioning),
        ("aws s3api list-objects-v2", ["--bucket", "--prefix", "--region", "--query", "--output"], Objects),
        ("aws ec2 describe-addresses", ["--region", "--query", "--output"], Addresses),
        ("aws route53 get-hosted-zone", ["--id", "--region", "--query", "--output"], HostedZone),
    ];

    private static string Caller(World world, CommandOptions options) =>
        CommandOutput.Print(
            new JsonObject
            {
                ["UserId"] = "AROAEXAMPLE:somebody",
                ["Account"] = world.Account,
                ["Arn"] = $"arn:aws:sts::{world.Account}:assumed-role/somebody/somebody",
            },
            options.NoWords()
        );

    // Whom nobody has taken away exists: the roles of people are not the stack's.
    private static string Member(World world, CommandOptions options, string kind, string title, string name) =>
        world.Content.Offers.Has($"arn:aws:iam::{world.Account}:{kind}/{name}")
            ? CommandOutput.Print(
                new JsonObject
                {
                    [title] = new JsonObject { [title + "Name"] = name, ["Arn"] = $"arn:aws:iam::{world.Account}:{kind}/{name}" },
                },
                options.NoWords()
            )
            : throw new Refusal(
                $"An error occurred (NoSuchEntity) when calling the Get{title} operation: The {kind} with name {name} cannot be found."
            );

    private static string Instances(World world, CommandOptions options)
    {
        var (region, wanted) = (options.NoWords().Required("--region"), options["--db-instance-identifier"]);
        var found = world.Locked(() =>
            world
                .Content.Databases.Where(one =>
                    one.Type == RdsInstance.Type && one.DeletedAt is null && one.Scope == region && (wanted ?? one.Name) == one.Name
                )
                .ToList()
        );
        if (wanted is not null && found.Count == 0)
            throw new Refusal(
                $"An error occurred (DBInstanceNotFound) when calling the DescribeDBInstances operation: DBInstance {wanted} not found."
            );
        return CommandOutput.Print(
            new JsonObject
            {
                ["DBInstances"] = new JsonArray([
                    .. from one in found
                    let thing = world.Objects.FirstOrDefault(thing => thing.Hash == one.Owner)
                    select new JsonObject
                    {
                        ["DBInstanceIdentifier"] = one.Name,
                        ["DBInstanceClass"] = thing?.Inputs.Text("instanceClass"),
                        ["Engine"] = "postgres",
                        ["DBInstanceStatus"] = one.Reachable ? "available" : "failed",
                        ["DbiResourceId"] = one.Id,
                        ["BackupRetentionPeriod"] = one.LogDays,
                        ["LatestRestorableTime"] = AwsCommands.Time(one.Window(world.Now, RdsInstance.LogLag).Latest),
                        ["MultiAZ"] = thing?.Inputs.Flag("multiAz") == true,
                        ["DeletionProtection"] = thing?.Inputs.Flag("deletionProtection") == true,
                        ["StorageEncrypted"] = true,
                        ["KmsKeyId"] = thing?.State.Text("kmsKeyId"),
                    },
                ]),
            },
            options
        );
    }

    private static string Key(World world, CommandOptions options)
    {
        var id = options.NoWords().Required("--key-id");
        var key = world.Find(KmsRules.Key, id)
            ?? throw new Refusal(
                $"An error occurred (NotFoundException) when calling the DescribeKey operation: Key '{id}' does not exist"
            );
        var metadata = new JsonObject
        {
            ["AWSAccountId"] = world.Account,
            ["KeyId"] = key.Id,
            ["Arn"] = key.State.Text("arn"),
            ["KeyManager"] = "CUSTOMER",
            ["KeyState"] =
                key.State.Text("deletionDate") is not null ? "PendingDeletion"
                : key.State.Flag("isEnabled") == false ? "Disabled"
                : "Enabled",
        };
        metadata["Enabled"] = metadata.Text("KeyState") == "Enabled";
        if (key.State.Text("deletionDate") is { } date)
            metadata["DeletionDate"] = date;
        return CommandOutput.Print(new JsonObject { ["KeyMetadata"] = metadata }, options);
    }

    private static string Secrets(World world, CommandOptions options)
    {
        var region = options.NoWords().Required("--region");
        if ((options["--filters"] ?? "Key=name,Values=").Split("Key=name,Values=") is not ["", var prefix])
            throw new Refusal("The simulated clouds filter secrets only by Key=name,Values=PREFIX.");
        // Replicas are in the list of their own region.
        var found = world
            .Objects.Where(one =>
                one.Type is Secret or "aws:secretsmanager/replica"
                && one.Scope == region
                && one.Name.StartsWith(prefix, StringComparison.Ordinal)
            )
            .Where(one => options["--include-planned-deletion"] is not null || one.State.Text("deletedDate") is null);
        return CommandOutput.Print(
            new JsonObject
            {
                ["SecretList"] = new JsonArray([
                    .. found.Select(one =>
                    {
                        var secret = new JsonObject { ["ARN"] = one.Id, ["Name"] = one.Name };
                        if (one.State.Text("deletedDate") is { } date)
                            secret["DeletedDate"] = date;
                        return secret;
                    }),
                ]),
            },
            options
        );
    }

    // Of a bucket that never had versions, the service answers nothing.
    private static string Versioning(World world, CommandOptions options)
    {
        var bucket = Bucket(world, options.NoWords());
        var status = world
            .List("aws:s3/bucketVersioning:BucketVersioning")
            .FirstOrDefault(one => one.Inputs.Text("bucket") == bucket.Name)
            ?.Inputs.Text("versioningConfiguration.status");
        return status is null ? "" : CommandOutput.Print(new JsonObject { ["Status"] = status }, options);
    }

    private static string Objects(World world, CommandOptions options)
    {
        var live = new SimulatedBucket(world, Bucket(world, options.NoWords()))
            .Versions.Where(one => one.IsLive && one.Key.StartsWith(options["--prefix"] ?? "", StringComparison.Ordinal))
            .ToList();
        return live.Count == 0
            ? ""
            : CommandOutput.Print(
                new JsonObject
                {
                    ["Contents"] = new JsonArray([
                        .. live.OrderBy(one => one.Key, StringComparer.Ordinal)
                            .Select(one => new JsonObject
                            {
                                ["Key"] = one.Key,
                                ["LastModified"] = AwsCommands.Time(one.At),
                                ["StorageClass"] = "STANDARD",
                            }),
                    ]),
                },
                options
            );
    }

    private static string Addresses(World world, CommandOptions options) =>
        CommandOutput.Print(
            new JsonObject
            {
                ["Addresses"] = new JsonArray([
                    .. world
                        .List(Address)
                        .Where(one => one.Scope == options.NoWords().Required("--region"))
                        .Select(one => new JsonObject
                        {
                            ["AllocationId"] = one.Id,
                            ["PublicIp"] = one.State.Text("publicIp"),
                            ["Domain"] = "vpc",
                        }),
                ]),
            },
            options
        );

    private static string HostedZone(World world, CommandOptions options)
    {
        var zone = world.Find(Zone, options.NoWords().Required("--id"))
            ?? throw new Refusal(
                "An error occurred (NoSuchHostedZone) when calling the GetHostedZone operation: No hosted zone found with ID: "
                    + $"{options["--id"]}"
            );
        return CommandOutput.Print(
            new JsonObject
            {
                ["HostedZone"] = new JsonObject { ["Id"] = $"/hostedzone/{zone.Id}", ["Name"] = InternetCommands.DomainOf(world) + "." },
                ["DelegationSet"] = new JsonObject
                {
                    ["NameServers"] = new JsonArray([.. InternetCommands.NameServers(zone).Select(name => JsonValue.Create(name))]),
                },
            },
            options
        );
    }

    private static WorldObject Bucket(World world, CommandOptions options) =>
        world.Find(SimulatedBucket.S3, options.Required("--bucket"))
        ?? throw new Refusal($"An error occurred (NoSuchBucket): The specified bucket does not exist: {options["--bucket"]}");
}
