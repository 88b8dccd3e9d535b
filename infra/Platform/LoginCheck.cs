using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Platform;

/// <summary>
/// Proves, before the platform starts, that the stack's user can log in to the active database by its alias and over TLS; then
/// ends the sessions that an older platform has left, because an open connection outlives the fence's rule.
/// </summary>
public static class LoginCheck
{
    // The client of the newest supported Postgres speaks to all of them.
    private const string Image = "docker.io/library/postgres:17.6-alpine";

    // DNS answers live for a minute, and a restored database warms up; this is some forty minutes of tries.
    private const int Tries = 12;

    // Only sessions that the user may end: its own, and those of the roles that it made for the deployments.
    private const string EndOtherSessions =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null and pg_has_role(current_user, usename, 'member')";

    /// <summary>Declares the job. It is named by both generations, so each pair is checked once.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="databaseGeneration">The database that is checked.</param>
    /// <param name="before">What must stand first.</param>
    public static Job Declare(InCluster cluster, int databaseGeneration, params Resource[] before)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var name = $"login-check-g{databaseGeneration}";
        return new Job(cluster.LogicalName(name), new JobArgs
        {
            Metadata = new ObjectMetaArgs { Name = cluster.LogicalName(name), Namespace = PlatformNamespace.Release },
            Spec = new JobSpecArgs
            {
                BackoffLimit = Tries,
                Template = new PodTemplateSpecArgs
                {
                    Spec = new PodSpecArgs
                    {
                        RestartPolicy = "Never",
                        NodeSelector = { [NodePoolSpec.Label] = "platform" },
                        AutomountServiceAccountToken = false,
                        Containers = { Container() },
                    },
                },
            },
        }, cluster.Options(before));
    }

    private static ContainerArgs Container() => new()
    {
        Name = "psql",
        Image = Image,
        Command = { "sh", "-c", "psql \"$CONNECTION\" --set ON_ERROR_STOP=1 --command \"$STATEMENT\"" },
        Env =
        {
            new EnvVarArgs { Name = "PGSSLMODE", Value = "require" },
            new EnvVarArgs { Name = "PGCONNECT_TIMEOUT", Value = "10" },
            new EnvVarArgs { Name = "STATEMENT", Value = EndOtherSessions },
            new EnvVarArgs
            {
                Name = "CONNECTION",
                ValueFrom = new EnvVarSourceArgs
                {
                    SecretKeyRef = new SecretKeySelectorArgs { Name = PlatformSecrets.BootstrapName, Key = PlatformSecrets.ConnectionKey },
                },
            },
        },
        SecurityContext = new SecurityContextArgs
        {
            AllowPrivilegeEscalation = false,
            RunAsNonRoot = true,
            RunAsUser = 70,
            ReadOnlyRootFilesystem = true,
            Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
        },
    };
}
