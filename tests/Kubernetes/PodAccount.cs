using Infra.Cli.Policy;
using Infra.Policy;
using k8s;
using k8s.Models;

namespace Infra.Tests.Kubernetes;

/// <summary>The account of a job as the program declares it, on a real API server, and what a pod of it finds in its folder.</summary>
internal static class PodAccount
{
    /// <summary>Makes the account with the rights that the program declares, and writes its token and the server's certificate.</summary>
    /// <param name="client">The administrator.</param>
    /// <param name="name">The account's name, and that of its role and binding.</param>
    /// <param name="folder">Where the pod would find them.</param>
    public static async Task GiveAsync(k8s.Kubernetes client, string name, DirectoryInfo folder)
    {
        var token = TestContext.Current.CancellationToken;
        var platform = await RegisteredPlatform.DeclareAsync(SampleStack.Config("gcp"), "gcp");
        await VeleroNamespace.AcceptAsync(() =>
            client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = "astronomer" } }, cancellationToken: token)
        );
        await VeleroNamespace.AcceptAsync(() =>
            client.CoreV1.CreateNamespacedServiceAccountAsync(
                new V1ServiceAccount { Metadata = new() { Name = name } },
                "astronomer",
                cancellationToken: token
            )
        );
        await client.RbacAuthorizationV1.PatchClusterRoleAsync(
            Patch("role"),
            name,
            fieldManager: "infra-tests",
            force: true,
            cancellationToken: token
        );
        await client.RbacAuthorizationV1.PatchClusterRoleBindingAsync(
            Patch("binding"),
            name,
            fieldManager: "infra-tests",
            force: true,
            cancellationToken: token
        );
        var login = await client.CoreV1.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new() { Audiences = [] } },
            name,
            "astronomer",
            cancellationToken: token
        );
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "token"), login.Status.Token, token);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ca.crt"), ApiServer.CertificateAuthority(), token);

        V1Patch Patch(string noun) =>
            new(
                platform.Resources.Single(resource => resource.Name == $"{name}-{noun}-g1").Inputs.ToJsonString(),
                V1Patch.PatchType.ApplyPatch
            );
    }
}
