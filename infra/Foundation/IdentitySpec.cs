using System.Collections.Immutable;
using Pulumi;

namespace Infra.Foundation;

/// <summary>The secrets by which users, deployments and stored data know the platform.</summary>
internal sealed record IdentitySpec
{
    /// <summary>The stack whose data the active database generation is born from; null: the data is this stack's own.</summary>
    public required IdentitySource? Source { get; init; }

    /// <summary>
    /// The fernet keys by number, the one that encrypts first. Key 1 is what the database generation was born with; the stack makes all
    /// others. Default 1 alone.
    /// </summary>
    public required ImmutableArray<int> FernetKeys { get; init; }

    /// <summary>Which pair signs Houston's tokens: 1 is what the database generation was born with. Default 1.</summary>
    public required int JwtGeneration { get; init; }

    /// <summary>Which token the registry and Prometheus speak to Houston with: 1 is what the generation was born with. Default 1.</summary>
    public required int PlatformTokenGeneration { get; init; }
}

/// <summary>Another stack, in whose secrets the identities are that its data needs.</summary>
/// <param name="Prefix">Its <c>infra:prefix</c>.</param>
/// <param name="Project">Its Google Cloud project; null: this stack's.</param>
/// <param name="Account">Its AWS account; null: this stack's.</param>
/// <param name="Region">The AWS region to read its secrets in; null: this stack's, where their replicas are.</param>
internal sealed record IdentitySource(string Prefix, string? Project, string? Account, string? Region)
{
    /// <summary>The logical name of the provider that reads them; it makes nothing.</summary>
    public const string ProviderName = "identity-source";

    /// <summary>One of the other stack's secrets, from the secret manager.</summary>
    /// <param name="property">The property of the answer that holds the value.</param>
    /// <param name="function">The token of the provider's function.</param>
    /// <param name="options">The provider.</param>
    /// <param name="arguments">The function's arguments.</param>
    /// <exception cref="RunException">There is no such secret, or it may not be read.</exception>
    public Output<string> Read(string property, string function, InvokeOptions options, ImmutableDictionary<string, object?> arguments)
    {
        return Output.CreateSecret(ReadAsync());

        async Task<string> ReadAsync()
        {
            try
            {
                var answer = await Deployment.Instance.InvokeAsync<ImmutableDictionary<string, object>>(
                    function,
                    new DictionaryInvokeArgs(arguments),
                    options
                );
                return (string)answer[property];
            }
            catch (Exception refusal)
            {
                throw new RunException(
                    $"The identities of {Prefix}, which infra:identity.from names, can not be read: {refusal.Message}\n"
                        + "If this stack's database was born from them already, remove infra:identity.from: they are kept in the state.",
                    refusal
                );
            }
        }
    }
}
