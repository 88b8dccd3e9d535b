using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:identity</c>.</summary>
internal static partial class IdentitySection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:identity",
            "The secrets by which users, deployments and stored data know the platform. They belong to the data: whoever restores another "
                + "stack's database needs that stack's."
        );

    private static readonly Key<string> From = Keys.Optional(
        "from",
        new Text("another stack's infra:prefix", PrefixForm()),
        "the stack makes its own",
        "astro-prod",
        "The `infra:prefix` of the stack whose database is restored. Its identities are read in the secret manager and kept: for a "
            + "durable stack all that a user or a deployment would notice, for a disposable one the fernet key alone. Matters at birth "
            + "only; take the line out afterwards.",
        LaterChange.Refused("identities are taken at a birth; the line may go")
    );

    private static readonly Key<string> Project = Keys.Optional(
        "project",
        new Text("a project's id"),
        "this stack's project",
        "my-other-project",
        "Google Cloud: the project of the stack in `from`.",
        LaterChange.Refused("as `from`")
    );

    private static readonly Key<string> Account = Keys.Optional(
        "account",
        new Text("an account's id, 12 digits in quotes", AccountForm()),
        "this stack's account",
        "\"210987654321\"",
        "AWS: the account of the stack in `from`. Its secrets and their key have to let this account read.",
        LaterChange.Refused("as `from`")
    );

    private static readonly Key<string> Region = Keys.Optional(
        "region",
        new Text("an AWS region", RegionForm()),
        "this stack's region, where the replicas are",
        "eu-central-1",
        "AWS: the region to read the secrets in; see `infra:copies`.",
        LaterChange.Refused("as `from`")
    );

    private static readonly Key<bool> Lost = Keys.Defaulted(
        "lost",
        new Flag(),
        false,
        "true",
        "Set it to restore another stack's database although its fernet key is lost: the stack makes its own identities, and every stored "
            + "connection and variable has to be entered anew.",
        LaterChange.AtBirth()
    );

    private static readonly Key<ImmutableArray<int>> FernetKeys = Keys.Defaulted(
        "fernetKeys",
        new ListOf<int>("a list of different whole numbers from 1 to 99", new WholeNumber(1, 99)),
        [1],
        "[2, 1]",
        "The fernet keys by number. The first one encrypts, and all of them decrypt. Key 1 is what the database was born with; the stack "
            + "makes any other. docs/keys.md has the steps of a renewal.",
        LaterChange.InPlace("deployments restart")
    );

    private static readonly Key<int> JwtGeneration = Keys.Defaulted(
        "jwtGeneration",
        new WholeNumber(1, 99),
        1,
        "2",
        "Which key pair signs Houston's tokens: raised by one to renew it. All users log in again.",
        LaterChange.InPlace("all users log in again")
    );

    private static readonly Key<int> PlatformTokenGeneration = Keys.Defaulted(
        "platformTokenGeneration",
        new WholeNumber(1, 99),
        1,
        "2",
        "Which token the registry and Prometheus speak to Houston with: raised by one to renew it.",
        LaterChange.InPlace()
    );

    /// <param name="identity">The values.</param>
    /// <param name="own">This stack's names.</param>
    /// <param name="onGcp">Whether the stack is on Google Cloud.</param>
    /// <param name="database">The database, whose restore may need another stack's identities.</param>
    public static IdentitySpec Read(ConfigurationSection identity, PhysicalNames own, bool onGcp, DatabaseSpec database)
    {
        (Key<string> Key, bool IsHere)[] places = [(Project, onGcp), (Account, !onGcp), (Region, !onGcp)];
        foreach (var (key, _) in places.Where(place => identity.Has(place.Key) && !place.IsHere))
        {
            identity.Fault(key, "it is for the other cloud", "Remove it");
        }
        var source = identity.Has(From)
            ? new IdentitySource(identity.Read(From), Optional(identity, Project), Optional(identity, Account), Optional(identity, Region))
            : null;
        if (source is null)
        {
            foreach (var (key, _) in places.Where(place => identity.Has(place.Key)))
            {
                identity.Fault(
                    key,
                    "it says where the stack in infra:identity.from is, and there is none",
                    "Write infra:identity.from, or remove it"
                );
            }
        }
        else if (source.Prefix == own.Prefix && !places.Any(place => identity.Has(place.Key)))
        {
            identity.Fault(
                From,
                $"'{source.Prefix}' is this stack itself",
                "Write the infra:prefix of the stack whose database is restored"
            );
        }
        var spec = new IdentitySpec
        {
            Source = source,
            FernetKeys = identity.Read(FernetKeys),
            JwtGeneration = identity.Read(JwtGeneration),
            PlatformTokenGeneration = identity.Read(PlatformTokenGeneration),
        };
        CheckRestore(identity, own, database, source);
        CheckFernetKeys(identity, database, spec.FernetKeys);
        return spec;
    }

    private static void CheckRestore(ConfigurationSection identity, PhysicalNames own, DatabaseSpec database, IdentitySource? source)
    {
        var isForeign = database.Restore?.IsForeign(own, database.Generation) == true;
        var owner =
            database.Restore?.Instance is { } instance && DatabaseForm().Match(instance) is { Success: true } match
                ? match.Groups["prefix"].Value
                : null;
        if (identity.Read(Lost))
        {
            if (source is not null)
            {
                identity.Fault(Lost, $"infra:identity.from names {source.Prefix}, whose identities are there", "Remove one of the two");
            }
            return;
        }
        if (isForeign && source is null)
        {
            identity.Fault(
                Keys,
                "the database is restored from what is not this stack's, and this stack's keys can not decrypt what is in it",
                $"Write infra:identity: {{ from: {owner ?? "PREFIX"} }}, with the infra:prefix of the stack that the data is from"
            );
        }
        else if (isForeign && owner is not null && owner != source!.Prefix && identity.AreSound(From))
        {
            identity.Fault(
                From,
                $"infra:database.restore names {database.Restore!.Instance}, whose identities {owner} has",
                $"Write {owner}"
            );
        }
    }

    private static void CheckFernetKeys(ConfigurationSection identity, DatabaseSpec database, ImmutableArray<int> keys)
    {
        if (!identity.AreSound(FernetKeys))
        {
            return;
        }
        if (keys.IsEmpty || keys.Distinct().Count() != keys.Length)
        {
            identity.Fault(
                FernetKeys,
                $"[{string.Join(", ", keys)}] names {(keys.IsEmpty ? "no key" : "a key twice")}",
                $"Write for example {((IValueKey)FernetKeys).Example}"
            );
            return;
        }
        var missing = Enumerable.Range(1, keys.Max()).Except(keys).OrderDescending().ToList();
        if (database.Restore is not null and not RestoreSource.Existing && missing.Count > 0)
        {
            identity.Fault(
                FernetKeys,
                $"key {string.Join(" and key ", missing)} may have encrypted what infra:database.restore brings back",
                $"Write [{string.Join(", ", keys.Concat(missing))}], and renew again as docs/keys.md says"
            );
        }
    }

    private static string? Optional(ConfigurationSection identity, Key<string> key) => identity.Has(key) ? identity.Read(key) : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$")]
    private static partial Regex PrefixForm();

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AccountForm();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    private static partial Regex RegionForm();

    [GeneratedRegex("^(?<prefix>.+)-db-g[0-9]{1,3}$")]
    private static partial Regex DatabaseForm();
}
