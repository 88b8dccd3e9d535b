using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Configuration;
using Pulumi;
using Pulumi.Testing;

namespace Infra;

/// <summary>The program, evaluated as a preview with no engine and no cloud: whatever only a cloud can tell stays unknown.</summary>
internal sealed class OfflineStack : Stack
{
    private OfflineStack(Func<IDictionary<string, object?>> program, ConcurrentQueue<DeclaredResource> declared)
        : base(new StackOptions { ResourceTransformations = { Note(declared) } })
    {
        Outputs = program();
    }

    private IDictionary<string, object?> Outputs { get; }

    /// <summary>Evaluates the program.</summary>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="clouds">What answers the creates, as in an <c>up</c>; without it, as in a preview, nothing does.</param>
    /// <param name="program">What declares the stack; the platform's program where nothing is said.</param>
    /// <param name="isPreview">Whether what nobody answers stays unknown; where nothing is said, it does where no clouds are given.</param>
    public static async Task<OfflineEvaluation> EvaluateAsync(
        PlatformConfig config,
        string stack,
        IMocks? clouds = null,
        Func<PlatformConfig, IDictionary<string, object?>>? program = null,
        bool? isPreview = null
    )
    {
        var declared = new ConcurrentQueue<DeclaredResource>();
        var mocks = new InputEcho(clouds);
        OfflineStack? made = null;
        var options = new TestOptions
        {
            ProjectName = "infra",
            StackName = stack,
            IsPreview = isPreview ?? clouds is null,
        };
        await Deployment.TestWithServiceProviderAsync<OfflineStack>(
            mocks,
            new Factory(() => made = new(() => (program ?? PlatformStack.Deploy)(config), declared)),
            options
        );
        foreach (var resource in declared)
        {
            resource.Inputs = mocks.Inputs.GetValueOrDefault((resource.Type, resource.Name)) ?? resource.Inputs;
        }
        var outputs = ImmutableSortedDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in made!.Outputs)
        {
            outputs[name] = value;
        }
        return new([.. declared], outputs.ToImmutable());
    }

    /// <summary>
    /// Answers the one question that the program asks a cloud with a placeholder: another stack's identities, when it is born from that
    /// stack's data.
    /// </summary>
    public static Task<object> Answer(MockCallArgs args)
    {
        return args.Token switch
        {
            "aws:secretsmanager/getSecretVersion:getSecretVersion" => Secret("secretString", args.Args["secretId"]),
            "gcp:secretmanager/getSecretVersion:getSecretVersion" => Secret("secretData", args.Args["secret"]),
            _ => throw new NotSupportedException($"The program asked for {args.Token}. A launch must not need an answer from a cloud."),
        };

        static Task<object> Secret(string property, object name) =>
            Task.FromResult<object>(ImmutableDictionary<string, object>.Empty.Add(property, Placeholder($"{name}", property)));
    }

    /// <summary>What stands for a value that only a cloud can tell.</summary>
    public static string Placeholder(string name, string path) => $"(echo of {name}.{path})";

    private static ResourceTransformation Note(ConcurrentQueue<DeclaredResource> declared) =>
        args =>
        {
            if (args.Resource is not OfflineStack)
            {
                declared.Enqueue(
                    new()
                    {
                        Resource = args.Resource,
                        Args = args.Args,
                        Options = args.Options,
                    }
                );
            }
            return null;
        };

    private sealed class Factory(Func<OfflineStack> make) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(OfflineStack) ? make() : null;
    }

    // Gives every resource its own inputs back and, where no cloud answers, nothing else.
    private sealed class InputEcho(IMocks? clouds) : IMocks
    {
        public ConcurrentDictionary<(string Type, string Name), ImmutableSortedDictionary<string, object>> Inputs { get; } = new();

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Inputs[(args.Type ?? "", args.Name ?? "")] = args.Inputs.ToImmutableSortedDictionary(StringComparer.Ordinal);
            return clouds?.NewResourceAsync(args) ?? Task.FromResult<(string?, object)>((null, args.Inputs));
        }

        public Task<object> CallAsync(MockCallArgs args) => clouds?.CallAsync(args) ?? Answer(args);
    }
}
