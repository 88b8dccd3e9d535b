namespace Infra.Simulation;

/// <content>What the clouds' own monitoring sees of it.</content>
public sealed partial class World
{
    /// <summary>The alarms that ring at the world's present time.</summary>
    public IReadOnlyList<FiredAlarm> Alarms => Locked(() => CloudWatchAlarms.Ringing(this).Concat(MonitoringAlarms.Ringing(this)).ToList());

    /// <summary>What was told of single events, oldest first.</summary>
    public IReadOnlyList<FiredAlarm> Notices => Locked(() => EventBridge.Told(this).Concat(MonitoringAlarms.Told(this)).ToList());

    /// <summary>Sets a metric from now on.</summary>
    /// <param name="metric">Its name in the cloud.</param>
    /// <param name="subject">The physical name of what it is measured of.</param>
    /// <param name="value">The value; null: nothing is measured any more.</param>
    public void Measure(string metric, string subject, double? value) =>
        Locked(() => _content.Measurements.Add(new(_content.Now, metric, subject, value)));

    /// <summary>Somebody writes an entry into a log of a Google Cloud project: <c>gcloud logging write</c>.</summary>
    public void WriteLog(string project, string log) =>
        Locked(() => _content.Events.Add(new(_content.Now, new() { ["logName"] = $"projects/{project}/logs/{log}" })));

    /// <summary>No daily backup of an instance ends any more, though it lives; or they go on.</summary>
    public void StallBackups(string database, bool stalled = true) =>
        Locked(() => Living(database)!.BackupPauses.Add(new(_content.Now, stalled)));
}
