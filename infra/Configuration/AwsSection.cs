using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Configuration.Offers;

namespace Infra.Configuration;

/// <summary>What only AWS is told: the provider's own keys, and <c>infra:aws</c>.</summary>
internal static partial class AwsSection
{
    private const int LeastAdmins = 2;

    public static KeyGroup ProviderKeys { get; } = new("aws:", "The AWS provider's own keys.");

    private static readonly Key<string> Region = ProviderKeys.Required(
        "region",
        new Text("an AWS region (not a zone, and not one of China or a government's)", RegionForm()),
        "eu-central-1",
        "The region of everything that is made. It stays as it was when the stack was born.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<ImmutableArray<string>> AllowedAccountIds = ProviderKeys.Required(
        "allowedAccountIds",
        new ListOf<string>("a list of account ids, 12 digits each in quotes", new Text("an account id", AccountIdForm())),
        "[\"123456789012\"]",
        "The one account that may be touched; credentials for another one are refused. It stays as it was when the stack was born.",
        LaterChange.Refused("another value is another stack")
    );

    public static KeyGroup Keys { get; } =
        new KeyGroup("infra:aws", "What only AWS is told.", absence: "on the other cloud").Renamed(
            "replicaRegion",
            "infra:copies.region",
            region => $"infra:copies: {{ region: {region} }}"
        );

    private static readonly Key<ImmutableArray<string>> Zones = Keys.Optional(
        "zones",
        new ListOf<string>("a list of availability zones", new Text("an availability zone", ZoneForm())),
        "zones a, b and c of the region",
        "[eu-central-1a, eu-central-1b, eu-central-1c]",
        "The three availability zones that are used. They stay as they were when the stack was born.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<ImmutableArray<string>> Admins = Keys.Required(
        "admins",
        new ListOf<string>("a list of ARNs of IAM roles or users", new Text("an ARN of an IAM role or user", PrincipalForm())),
        "[\"arn:aws:iam::123456789012:role/deploy\", \"arn:aws:iam::123456789012:role/platform-admins\"]",
        "Who administers the clusters: two at least, the role that runs `pulumi` among them, so that one that is lost locks nobody out.",
        LaterChange.InPlace()
    );

    private static readonly Key<ImmutableArray<string>> Viewers = Keys.Defaulted(
        "viewers",
        new ListOf<string>("a list of ARNs of IAM roles or users", new Text("an ARN of an IAM role or user", PrincipalForm())),
        [],
        "[\"arn:aws:iam::123456789012:role/astro-preview\"]",
        "Who may read in the cluster what the program declares there, its secrets too, and change nothing: the role of the previews.",
        LaterChange.InPlace()
    );

    private static readonly Key<ImmutableArray<string>> KeyAdministrators = Keys.Defaulted(
        "keyAdministrators",
        new ListOf<string>("a list of ARNs of IAM roles or users", new Text("an ARN of an IAM role or user", PrincipalForm())),
        [],
        "[\"arn:aws:iam::123456789012:role/security\"]",
        "Who may disable or delete the encryption key, besides the account's root user. Not the role that runs `pulumi`.",
        LaterChange.InPlace()
    );

    private static readonly Key<string> PermissionsBoundary = Keys.Optional(
        "permissionsBoundary",
        new Text("an ARN of an IAM policy", PolicyForm()),
        "the stack's roles have none",
        "arn:aws:iam::123456789012:policy/astro-boundary",
        "The policy that bounds what every role of the stack can do; `bootstrap/aws` makes it, and the role `update` can make no role "
            + "without it.",
        LaterChange.InPlace()
    );

    private static readonly Key<bool> NatPerZone = Keys.Defaulted(
        "natGateways",
        new OneOf<bool>(("zonal", true), ("single", false)),
        true,
        "single",
        "A NAT gateway in each zone, or one for all of them: cheaper, and lost with its zone.",
        LaterChange.InPlace(
            "`zonal` adds gateways; `single` is refused where there are several, because their addresses stand in other people's firewalls"
        )
    );

    private static readonly KeyGroup Network = Keys.Group(AwsNetworkSection.Keys);

    private static readonly KeyGroup AddOnVersions = Keys.Group(AwsAddOnsSection.Keys);

    public static CloudConfig.Aws Read(ConfigurationSection provider, ConfigurationSection aws)
    {
        var region = provider.Read(Region);
        provider.Doubt(Region, RegionTable.Aws.Doubt(region));
        var accounts = provider.Read(AllowedAccountIds);
        if (accounts.Length != 1 && provider.AreSound(AllowedAccountIds))
        {
            provider.Fault(
                AllowedAccountIds,
                $"it names {accounts.Length} accounts, and a stack lives in one",
                $"Write for example {AllowedAccountIds.Example}"
            );
        }
        var zones = aws.Has(Zones) ? aws.Read(Zones) : [.. "abc".Select(letter => region + letter)];
        var areOfRegion = zones.Distinct().Count() == 3 && zones.Length == 3 && zones.All(zone => zone[..^1] == region);
        if (!areOfRegion && provider.AreSound(Region) && aws.AreSound(Zones))
        {
            aws.Fault(
                Zones,
                $"[{string.Join(", ", zones)}] are not three different zones of {region}",
                $"Write three, for example [{region}a, {region}b, {region}c]"
            );
        }
        var admins = aws.Read(Admins);
        if (aws.AreSound(Admins) && admins.Distinct().Count() < LeastAdmins)
        {
            aws.Fault(
                Admins,
                $"it names {admins.Distinct().Count()} principal, and one that is lost would lock everybody out",
                $"Write two or more, for example {Admins.Example}"
            );
        }
        if (
            aws.AreSound(Admins)
            && provider.AreSound(AllowedAccountIds)
            && admins.FirstOrDefault(admin => admin.Split(':')[4] != accounts[0]) is { } foreign
        )
        {
            aws.Warn(
                Admins,
                $"{foreign} is of another account than {accounts[0]}",
                "Where that is meant, this is no fault; two of this account should be there all the same"
            );
        }
        if (aws.AreSound(Viewers, Admins) && aws.Read(Viewers).Intersect(admins).FirstOrDefault() is { } both)
        {
            // EKS has one access entry for each principal.
            aws.Fault(Viewers, $"{both} administers the cluster already", "Name it in one of the two");
        }
        return new(accounts.FirstOrDefault(""), region, zones)
        {
            Admins = [.. admins.Distinct()],
            Viewers = [.. aws.Read(Viewers).Distinct()],
            KeyAdministrators = aws.Read(KeyAdministrators),
            NatPerZone = aws.Read(NatPerZone),
            PermissionsBoundary = aws.Has(PermissionsBoundary) ? aws.Read(PermissionsBoundary) : null,
            Network = aws.Has(Network) ? AwsNetworkSection.Read(aws.Section(Network)) : null,
            AddOnVersions = AwsAddOnsSection.Read(aws.Section(AddOnVersions)),
        };
    }

    // The other partitions have ARNs, services and endpoints of their own.
    [GeneratedRegex("^(?!cn-|us-gov-|us-iso|eu-isoe-)[a-z]{2}(-[a-z]+)+-[0-9]$")]
    internal static partial Regex RegionForm();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$")]
    private static partial Regex ZoneForm();

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:(role|user)/[\w+=,.@/-]+$")]
    private static partial Regex PrincipalForm();

    [GeneratedRegex(@"^arn:aws:iam::([0-9]{12}|aws):policy/[\w+=,.@/-]+$")]
    private static partial Regex PolicyForm();

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AccountIdForm();
}
