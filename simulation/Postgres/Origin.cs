namespace Infra.Simulation;

/// <summary>What an instance was born from, or filled with: another one's log, or a stored backup.</summary>
/// <param name="Source">The fingerprint of the instance whose log it is; null for a backup.</param>
/// <param name="Time">The simulated time asked for.</param>
/// <param name="Backup">The id of the backup; null for a log.</param>
internal sealed record Origin(string? Source, DateTimeOffset? Time, string? Backup);

/// <summary>
/// A pair of times: the world's clock, and the real server's own at the moment before it wrote its next row. A simulated time T is the
/// real time of the first mark that is later than T: what was written up to T was committed before that mark was taken, and the first
/// row after T was written after it. So a recovery to that real time by Postgres holds exactly the rows up to T, and where our
/// bookkeeping of rows and Postgres disagree, a test fails.
/// </summary>
/// <param name="At">By the world's clock; the end of time for the mark that a deletion leaves.</param>
/// <param name="Real">By the server's clock.</param>
internal sealed record Mark(DateTimeOffset At, DateTimeOffset Real);
