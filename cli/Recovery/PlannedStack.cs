using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Recovery;

/// <summary>The stack that a recovery is planned for, before anything is lost.</summary>
/// <param name="Name">The stack's name.</param>
/// <param name="Values">Its configuration as text.</param>
/// <param name="Config">The same, typed.</param>
/// <param name="Program">What it registers.</param>
internal sealed record PlannedStack(string Name, ConfigurationValues Values, PlatformConfig Config, ProgramGraph Program)
{
    /// <summary>The cloud's name of the active database instance.</summary>
    public string Database => Spec.Restore is RestoreSource.Existing existing ? existing.Name : Names.Database(Spec.Generation);

    /// <summary>The generation under which the database comes back.</summary>
    public int NextDatabase => Spec.Generation + 1;

    /// <summary>The generation under which the cluster comes back.</summary>
    public int NextCluster => Config.Foundation.Cluster.Generation + 1;

    /// <summary>The cloud's name of the active cluster.</summary>
    public string Cluster => Names.Of("cluster", Config.Foundation.Cluster.Generation);

    /// <summary>The cloud's name of the registry's bucket.</summary>
    public string Bucket => Program.Named("registry-bucket").PhysicalName;

    /// <summary>Whether what holds data outlives the program.</summary>
    public bool IsDurable => Config.Foundation.Lifetime.IsDurable;

    /// <summary>Whether the active generation's data is another stack's, which is there still.</summary>
    public bool IsBornFromElsewhere => Spec.Restore?.IsForeign(Names, Spec.Generation) == true;

    /// <summary>How physical names are made.</summary>
    public PhysicalNames Names => Config.Foundation.Names;

    /// <summary>The lines that take keys out, of those that stand there.</summary>
    public IEnumerable<(string Path, string? Json)> Without(params IEnumerable<string> paths) =>
        paths.Where(path => Values.At(path) is not null).Select(path => (path, (string?)null));

    private DatabaseSpec Spec => Config.Foundation.Database;

    /// <summary>Reads a configuration, and evaluates the program.</summary>
    /// <param name="configuration">The configuration; a platform can be planned for before it has a certificate.</param>
    /// <param name="stack">The stack's name.</param>
    /// <exception cref="ConfigurationException">The configuration is faulty.</exception>
    public static async Task<PlannedStack> ReadAsync(ConfigurationValues configuration, string stack)
    {
        var (values, config) = Read(configuration);
        return new(stack, values, config, await ProgramGraph.EvaluateAsync(config, stack));
    }

    private static (ConfigurationValues Values, PlatformConfig Config) Read(ConfigurationValues configuration)
    {
        try
        {
            return (configuration, PlatformConfig.Read(configuration));
        }
        catch (ConfigurationException e) when (e.Faults is [{ Key: "infra:tls" }])
        {
            var closed = StackFile.WithClosedCertificate(configuration);
            return (closed, PlatformConfig.Read(closed));
        }
    }
}
