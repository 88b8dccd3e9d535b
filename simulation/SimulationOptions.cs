namespace Infra.Simulation;

/// <summary>How a world behaves.</summary>
public sealed record SimulationOptions
{
    /// <summary>
    /// Whether operations take simulated time, as <see cref="Durations"/> says, and the clock goes on while an engine runs. By default
    /// every operation is done at once, and the clock stands still until somebody sets <see cref="World.Now"/>.
    /// </summary>
    public bool TimePasses { get; init; }

    /// <summary>The AWS account of the world, twelve digits; by default what its file says, and in a new world 123456789012.</summary>
    public string? Account { get; init; }

    /// <summary>A folder with the programs of real Postgres servers; without one, the world's own rows stand for the databases.</summary>
    public string? Postgres { get; init; }
}
