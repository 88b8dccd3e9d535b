using Pulumi;
using Pulumi.Gcp.Compute;
using Provider = Pulumi.Gcp.Provider;

namespace Infra.Tests.Programs;

/// <summary>What the programs share.</summary>
internal static class Google
{
    public static CustomResourceOptions Options() => new() { Provider = new Provider("google", new() { Project = "tests", Region = "europe-west1" }) };

    public static Network Network(string name, CustomResourceOptions options) => new(name, new() { Name = name, AutoCreateSubnetworks = false }, options);
}
