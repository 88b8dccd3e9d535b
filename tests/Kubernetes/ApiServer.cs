using k8s;

namespace Infra.Tests.Kubernetes;

/// <summary>
/// The API server that tests may write to: of the cluster that the kubeconfig in INFRA_TEST_KUBECONFIG names, as an administrator. A
/// variable of its own, so that nobody's current cluster is written to by accident.
/// </summary>
internal static class ApiServer
{
    private const string Variable = "INFRA_TEST_KUBECONFIG";

    /// <summary>A client of the administrator; skips the test where there is no cluster.</summary>
    public static k8s.Kubernetes Connect() => new(Configuration());

    /// <summary>A client that acts as somebody else.</summary>
    /// <param name="user">The user.</param>
    /// <param name="groups">The groups that the user is in.</param>
    public static k8s.Kubernetes ConnectAs(string user, params string[] groups) => new(Configuration(), new Impersonation(user, groups));

    /// <summary>The certificate that the server's is signed with, as a pod finds it.</summary>
    public static string CertificateAuthority() => string.Join('\n', Configuration().SslCaCerts.Select(one => one.ExportCertificatePem()));

    private static KubernetesClientConfiguration Configuration()
    {
        var kubeconfig = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(kubeconfig),
            $"{Variable} names no kubeconfig: `kind create cluster --kubeconfig FILE` makes a cluster that tests may write to."
        );
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
    }

    // https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
    private sealed class Impersonation(string user, string[] groups) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Impersonate-User", user);
            foreach (var group in groups)
            {
                request.Headers.Add("Impersonate-Group", group);
            }
            return base.SendAsync(request, cancellationToken);
        }
    }
}
