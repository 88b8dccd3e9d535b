using System.Collections.Immutable;
using Pulumi;

namespace Infra.Consumer;

/// <summary>
/// The platform as another team sees it: what this program uses of the outputs, with their types. The contract is docs/outputs.md
/// and its schema; what a program does not use, it need not know.
/// </summary>
public sealed class PlatformReference
{
    // The version that this program was written against. A higher one has taken something away or changed its meaning.
    private const int Contract = 1;

    private readonly StackReference _stack;

    private PlatformReference(StackReference stack) => _stack = stack;

    /// <summary>The image registry, as docker names it.</summary>
    public Output<string> RegistryHost => Text("registryHost");

    /// <summary>The user interface's address.</summary>
    public Output<string> App => _stack.RequireOutput("urls").Apply(urls => (string)((ImmutableDictionary<string, object>)urls)["app"]);

    /// <summary>The subnets that the nodes stand in.</summary>
    public Output<ImmutableArray<string>> SubnetIds =>
        _stack.RequireOutput("subnetIds").Apply(ids => ((ImmutableArray<object>)ids).Cast<string>().ToImmutableArray());

    /// <summary>
    /// The kubeconfig; secret, and it stays so in whatever is made of it. Only a stack that may use the platform's key, or knows its
    /// passphrase, can read it.
    /// </summary>
    public Output<string> Kubeconfig => Text("kubeconfig");

    /// <summary>
    /// Where a secret stands in the cloud's secret manager. Whoever may read it there needs no right on the platform's state.
    /// </summary>
    /// <param name="name">The secret's name, for example <c>platform-auth-token</c>.</param>
    public Output<string> SecretReference(string name) =>
        _stack
            .RequireOutput("secretReferences")
            .Apply(references =>
                ((ImmutableDictionary<string, object>)references).TryGetValue(name, out var reference)
                    ? (string)reference
                    : throw new RunException($"The platform names no secret {name}.")
            );

    /// <summary>Opens the reference.</summary>
    /// <param name="stack">The stack's full name: organization/project/stack.</param>
    /// <exception cref="RunException">The platform's contract is another one.</exception>
    public static async Task<PlatformReference> OpenAsync(string stack)
    {
        var reference = new StackReference(stack);
        var contract = Convert.ToInt32(await reference.RequireValueAsync("contract"), System.Globalization.CultureInfo.InvariantCulture);
        return contract == Contract
            ? new(reference)
            : throw new RunException(
                $"{stack} has contract {contract}; this program knows {Contract}. Read what has changed in its docs/outputs.md."
            );
    }

    // The engine hands out an envelope in place of a secret that it can not decrypt.
    private Output<string> Text(string name) =>
        _stack
            .RequireOutput(name)
            .Apply(value =>
                value as string
                ?? throw new RunException(
                    $"The output {name} is encrypted with a key that this stack may not use. Ask for the right to that key; what the "
                        + "platform keeps secret can be read by secretReferences without it."
                )
            );
}
