namespace Infra.Configuration;

/// <summary>Where the platform's chart and images come from; the one place to say that they come from a mirror.</summary>
/// <param name="Repository">
/// URL of the Helm repository, for the platform's chart and for the Airflow chart that Commander downloads. Default
/// https://helm.astronomer.io.
/// </param>
/// <param name="ImageRegistry">
/// Registry and path that hold every image under its own last name, for example <c>registry.example.com/astronomer</c>; null: the
/// images' own registries. The nodes must be allowed to pull from it.
/// </param>
internal sealed record ChartSpec(string Repository, string? ImageRegistry);
