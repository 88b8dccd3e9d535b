using Infra.Configuration;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Infra.Platform;

/// <summary>
/// A container that runs a script in Python, which speaks JSON and checks the API server's certificate with what it brings.
/// </summary>
internal static class ScriptContainer
{
    private const string Image = "python:3.13.7-alpine";

    // Docker's official images, from where the database's client comes too.
    private const string Registry = "public.ecr.aws/docker/library";
    private const int Nobody = 65534;

    /// <summary>Makes the container.</summary>
    /// <param name="chart">Says where images come from.</param>
    /// <param name="name">The container's name.</param>
    /// <param name="script">What it runs.</param>
    /// <param name="variables">What the script reads.</param>
    public static ContainerArgs Of(
        ChartSpec chart,
        string name,
        string script,
        params ReadOnlySpan<(string Name, Input<string> Value)> variables
    )
    {
        var container = new ContainerArgs
        {
            Name = name,
            Image = $"{chart.ImageRegistry ?? Registry}/{Image}",
            Command = { "python3", "-I", "-c", script },
            Resources = new ResourceRequirementsArgs
            {
                Requests = { ["cpu"] = "10m", ["memory"] = "64Mi" },
                Limits = { ["memory"] = "256Mi" },
            },
            SecurityContext = new SecurityContextArgs
            {
                AllowPrivilegeEscalation = false,
                RunAsNonRoot = true,
                RunAsUser = Nobody,
                ReadOnlyRootFilesystem = true,
                Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
            },
        };
        foreach (var (variable, value) in variables)
        {
            container.Env.Add(new EnvVarArgs { Name = variable, Value = value });
        }
        return container;
    }
}
