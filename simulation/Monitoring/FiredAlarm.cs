namespace Infra.Simulation;

/// <summary>What a cloud's own monitoring tells somebody.</summary>
/// <param name="Name">The name of the alarm, rule or policy.</param>
/// <param name="Text">What it says.</param>
/// <param name="Receivers">Who is told, for example <c>email:oncall@example.com</c>; nobody, where no way leads to anybody.</param>
public sealed record FiredAlarm(string Name, string Text, IReadOnlyList<string> Receivers);
