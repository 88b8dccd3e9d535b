using Pulumi;
using Pulumi.Utilities;

namespace Infra.Tests.Platform;

/// <summary>What waits for what in an evaluated program.</summary>
internal static class DeclaredOrder
{
    /// <summary>All that a resource says it waits for, near and far.</summary>
    /// <param name="stack">The evaluated program.</param>
    /// <param name="name">The resource's logical name.</param>
    public static async Task<HashSet<string>> BeforeAsync(this OfflineEvaluation stack, string name)
    {
        var (found, open) = (new HashSet<string>(), new Queue<string>([name]));
        while (open.TryDequeue(out var next))
        {
            var resource = Assert.Single(stack.Resources, one => one.Name == next && one.Type.Split(':')[0] is not "infra");
            foreach (
                var earlier in await OutputUtilities.GetValueAsync(((InputList<Resource>?)resource.Options.DependsOn ?? []).ToOutput())
            )
            {
                if (earlier is CustomResource && found.Add(earlier.GetResourceName()))
                {
                    open.Enqueue(earlier.GetResourceName());
                }
            }
        }
        return found;
    }
}
