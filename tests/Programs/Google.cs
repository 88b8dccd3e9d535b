using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Projects;
using Provider = Pulumi.Gcp.Provider;

namespace Infra.Tests.Programs;

/// <summary>What the programs share.</summary>
internal static class Google
{
    /// <summary>A provider that is there once the project's APIs are enabled: who uses it needs no edge to them.</summary>
    public static Provider Provider()
    {
        var enabling = NewProvider("enabling");
        var apis = new[] { "compute", "secretmanager" }.Select(api => new Service(
            api,
            new() { ServiceName = $"{api}.googleapis.com", DisableOnDestroy = false },
            new() { Provider = enabling }
        ));
        return NewProvider("google", new() { DependsOn = apis.ToArray<Resource>() });
    }

    public static CustomResourceOptions Options() => new() { Provider = Provider() };

    public static Network Network(string name, CustomResourceOptions options) =>
        new(name, new() { Name = name, AutoCreateSubnetworks = false }, options);

    private static Provider NewProvider(string name, CustomResourceOptions? options = null) =>
        new(name, new() { Project = "tests", Region = "europe-west1" }, options);
}
