using System.Collections.Immutable;
using Infra.Cli.Policy;
using Infra.Configuration;
using Infra.Policy;

namespace Infra.Cli.Preview;

/// <summary>What an <c>up</c> from nothing would make, and how it would be recovered.</summary>
internal sealed record PreviewReport
{
    /// <summary>The stack's name.</summary>
    public required string Stack { get; init; }

    /// <summary>Its lifetime: durable or disposable.</summary>
    public required string Lifetime { get; init; }

    /// <summary>The resources, as trees.</summary>
    public required ImmutableArray<PreviewedResource> Resources { get; init; }

    /// <summary>The outputs, as far as they are known.</summary>
    public required ImmutableArray<PreviewedOutput> Outputs { get; init; }

    /// <summary>How it is backed up, restored, kept and removed.</summary>
    public required ImmutableArray<RecoverySetting> Recovery { get; init; }

    /// <summary>What breaks a policy.</summary>
    public required ImmutableArray<PolicyFault> PolicyFaults { get; init; }

    /// <summary>Evaluates the program, with no cloud and no engine.</summary>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="now">The present.</param>
    public static async Task<PreviewReport> MakeAsync(PlatformConfig config, string stack, DateTimeOffset now)
    {
        var evaluation = await OfflineStack.EvaluateAsync(config, stack);
        var whole = await OfflineStack.EvaluateAsync(config, stack, new Echo());
        return new()
        {
            Stack = stack,
            Lifetime = config.Foundation.Lifetime.Name,
            Resources = PreviewedResource.Trees(evaluation.Resources, whole.Resources),
            Outputs = [.. await Task.WhenAll(evaluation.Outputs.Select(output => PreviewedOutput.OfAsync(output.Key, output.Value)))],
            Recovery = RecoverySettings.Of(config, evaluation.Resources, now),
            PolicyFaults = PlatformPolicy.Faults(whole.Registered(config)),
        };
    }
}
