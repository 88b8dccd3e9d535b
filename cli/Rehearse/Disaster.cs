using System.Globalization;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>Lets a loss befall a stack.</summary>
internal static class Disaster
{
    // Both clouds ship a database's log at least every five minutes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html
    private static readonly TimeSpan LogLag = TimeSpan.FromMinutes(5);

    /// <summary>Lets it happen, and gives what a person finds out about it afterwards.</summary>
    /// <param name="loss">What is lost.</param>
    /// <param name="stack">The stack that loses it.</param>
    /// <param name="life">The day before.</param>
    public static async Task<LossFacts> BefallAsync(Loss loss, SimulatedStack stack, Life life)
    {
        var beforeTheHarm = new LossFacts { Instant = life.Harm - TimeSpan.FromSeconds(30) };
        switch (loss)
        {
            case Loss.Rows:
                return beforeTheHarm;
            case Loss.Instance:
                return LoseInstance(stack);
            case Loss.ClusterDead:
                stack.KillCluster(stack.ActiveCluster);
                return new();
            case Loss.ClusterGone:
                stack.World.Lose(stack.ClusterType, stack.ActiveCluster);
                return new();
            case Loss.ClusterAndDatabase:
                stack.World.Lose(stack.ClusterType, stack.ActiveCluster);
                return beforeTheHarm;
            case Loss.Zone:
                stack.World.LoseZone(stack.World.Database(stack.ActiveDatabase).Zone);
                return new();
            case Loss.Prometheus:
                LosePod(stack, "prometheus");
                return new();
            case Loss.Redis:
                LosePod(stack, "redis");
                return new();
            case Loss.Images:
                foreach (var image in life.Images)
                {
                    stack.World.Bucket(stack.RegistryBucket).Delete(image);
                }
                return new();
            case Loss.Region:
                stack.World.LoseRegion(stack.Config.Cloud.Region);
                return new() { Copy = life.Copy, Backup = life.Backup.Id };
            case Loss.State:
                stack.LoseBackend();
                return new();
            case Loss.KilledUp:
                await KillRestoreAsync(stack, beforeTheHarm);
                return beforeTheHarm;
            case Loss.Destroy:
                await stack.RunPulumiAsync("destroy", "--yes", "--skip-preview");
                return new() { Copy = life.Copy };
            default:
                throw new ArgumentOutOfRangeException(nameof(loss), loss, "Say here how this is lost.");
        }
    }

    private static void LosePod(SimulatedStack stack, string name)
    {
        var cluster = stack.World.Cluster(stack.ActiveCluster);
        cluster.LosePod(cluster.Pods.First(pod => pod.Name.Contains(name, StringComparison.Ordinal)).Name);
    }

    private static LossFacts LoseInstance(SimulatedStack stack)
    {
        var (id, now) = (stack.World.Find(stack.DatabaseType, stack.ActiveDatabase)!.Id, stack.World.Now);
        stack.World.Lose(stack.DatabaseType, stack.ActiveDatabase);
        return stack.Config.Cloud.Match(
            _ => new LossFacts
            {
                Instant = now - LogLag,
                Deleted = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
            _ => new LossFacts { Deleted = id }
        );
    }

    // The engine is killed while the cloud makes the restored database: the state never learns of it.
    private static async Task KillRestoreAsync(SimulatedStack stack, LossFacts facts)
    {
        var restore = await RecoveryPlans.MakeAsync(stack.Configuration, stack.Name, Loss.Rows, facts);
        stack.Write(restore.Steps.OfType<RecoveryStep.Edit>().First().Lines);
        await stack.EndDuringCreateAsync(stack.DatabaseType, engine => engine.Kill());
    }
}
