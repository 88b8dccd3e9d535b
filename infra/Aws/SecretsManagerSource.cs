using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Aws;

/// <summary>
/// The identities of the stack whose data this one is born from, read in Secrets Manager: in this stack's region, where the other stack
/// keeps replicas (<c>infra:copies</c>), or in the region that the configuration names.
/// </summary>
internal sealed partial class SecretsManagerSource : ComponentResource
{
    private const string Token = "aws:secretsmanager/getSecretVersion:getSecretVersion";

    /// <summary>Reads the secrets.</summary>
    /// <param name="cloud">This stack's account and region.</param>
    /// <param name="source">The other stack.</param>
    /// <param name="names">The names of its secrets.</param>
    public SecretsManagerSource(CloudConfig.Aws cloud, IdentitySource source, IEnumerable<string> names)
        : base("infra:aws:SecretsManagerSource", "identity-source")
    {
        var region = source.Region ?? cloud.Region;
        var provider = new Pulumi.Aws.Provider(
            IdentitySource.ProviderName,
            new() { Region = region, AllowedAccountIds = { cloud.AccountId } },
            new() { Parent = this }
        );
        // Another account's secrets are found by their ARNs alone, and the end of these names passes for the part of an ARN that AWS makes
        // up. It is the registry's secret, which only signs uploads in flight. https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
        var readable = names.Where(name => source.Account is null || !ArnEnd().IsMatch(name));
        Secrets = readable.ToImmutableDictionary(
            name => name,
            name =>
                source.Read(
                    "secretString",
                    Token,
                    new InvokeOptions { Provider = provider },
                    ImmutableDictionary<string, object?>.Empty.Add("secretId", Id(name))
                )
        );
        RegisterOutputs();

        string Id(string name) =>
            SecretsManagerHomes.NameOf(new(source.Prefix), name) is var own && source.Account is { } account
                ? $"arn:aws:secretsmanager:{region}:{account}:secret:{own}"
                : own;
    }

    /// <summary>The secrets by name.</summary>
    public ImmutableDictionary<string, Output<string>> Secrets { get; }

    [GeneratedRegex("-[a-zA-Z0-9]{6}$")]
    private static partial Regex ArnEnd();
}
