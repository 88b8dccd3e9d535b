using System.Collections.Immutable;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the state is there, whole, and of the platform that the stack file describes.</summary>
internal static class StateCheck
{
    public static Check Check { get; } =
        new("state", "A recovery begins from a state that does not know what stands in the cloud: it collides, or it forgets.", FindAsync);

    private static async Task<ImmutableArray<Finding>> FindAsync(CheckedStack stack)
    {
        var state = await stack.StateAsync();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (!state.Pending.IsEmpty)
        {
            findings.Add(
                Finding.Fault(
                    $"an update was cut off while it did this: {string.Join(", ", state.Pending)}",
                    $"make resume STACK={stack.Name}, then pulumi up --stack {stack.Name}"
                )
            );
        }
        var spec = stack.Config.Foundation;
        Compare("the database's generation", state.Output("databaseGeneration")?.ToJsonString(), $"{spec.Database.Generation}");
        Compare("the cluster's generation", state.Output("clusterGeneration")?.ToJsonString(), $"{spec.Cluster.Generation}");
        Compare("the cloud", state.Output("cloud")?.ToString(), stack.Config.Cloud.Name);
        Compare("the lifetime", state.Output("lifetime")?.ToString(), stack.IsDurable ? "durable" : "disposable");
        if (findings.Count == 0)
        {
            findings.Add(Finding.Ok($"{state.Resources.Count(one => one.Id is not null)} things, no operation that was cut off"));
        }
        return findings.ToImmutable();

        void Compare(string what, string? recorded, string wanted)
        {
            if (recorded != wanted)
            {
                findings.Add(
                    Finding.Fault(
                        $"{what} is {recorded ?? "not"} in the state and {wanted} in Pulumi.{stack.Name}.yaml",
                        $"pulumi up --stack {stack.Name}, or Pulumi.{stack.Name}.yaml as it was launched, from git"
                    )
                );
            }
        }
    }
}
