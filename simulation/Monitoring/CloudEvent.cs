using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>Something that a cloud writes down of itself: an event of EventBridge, an entry of Google's audit log.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Body">What is written, in the cloud's own words.</param>
internal sealed record CloudEvent(DateTimeOffset At, JsonObject Body);

/// <summary>A metric's value from an instant on; null: it is silent from then on.</summary>
/// <param name="At">Since when.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Subject">What it is measured of.</param>
/// <param name="Value">The value.</param>
internal sealed record Measurement(DateTimeOffset At, string Metric, string Subject, double? Value);
