using System.Net;
using Infra.Cli.Policy;
using Infra.Policy;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Infra.Tests.Kubernetes;

/// <summary>The role that previews and the night's watch have in the cluster, as the program declares it, on a real API server.</summary>
public sealed class ClusterViewersTests
{
    [Theory]
    [InlineData("gcp", "astro-preview@my-state.iam.gserviceaccount.com", null)]
    [InlineData("aws", "arn:aws:sts::123456789012:assumed-role/astro-preview/session", "infra-viewers")]
    public async Task A_viewer_reads_what_a_refresh_reads_and_changes_nothing(string cloud, string user, string? group)
    {
        var token = TestContext.Current.CancellationToken;
        using var administrator = ApiServer.Connect();
        await ApplyAsync(administrator, cloud);
        using var viewer = ApiServer.ConnectAs(user, group is null ? [] : [group]);

        // What a refresh of the namespace, its secrets and the release's record reads.
        await viewer.CoreV1.ReadNamespaceAsync("kube-system", cancellationToken: token);
        await viewer.CoreV1.ListNamespacedSecretAsync("kube-system", cancellationToken: token);
        await viewer.CoreV1.ListNamespacedConfigMapAsync("kube-system", cancellationToken: token);
        await viewer.BatchV1.ListNamespacedJobAsync("kube-system", cancellationToken: token);
        await viewer.AppsV1.ListNamespacedDeploymentAsync("kube-system", cancellationToken: token);
        await viewer.StorageV1.ListStorageClassAsync(cancellationToken: token);
        await viewer.RbacAuthorizationV1.ReadClusterRoleAsync("infra-viewer", cancellationToken: token);

        var secret = new V1Secret { Metadata = new() { Name = "of-a-viewer" } };
        await RefusedAsync(() => viewer.CoreV1.CreateNamespacedSecretAsync(secret, "kube-system", cancellationToken: token));
        await RefusedAsync(() => viewer.CoreV1.DeleteNamespacedSecretAsync("any", "kube-system", cancellationToken: token));
        await RefusedAsync(() => viewer.CoreV1.DeleteNamespaceAsync("kube-system", cancellationToken: token));
        await RefusedAsync(() =>
            viewer.RbacAuthorizationV1.PatchClusterRoleAsync(
                new V1Patch("{}", V1Patch.PatchType.MergePatch),
                "infra-viewer",
                cancellationToken: token
            )
        );
        await RefusedAsync(() =>
            viewer.RbacAuthorizationV1.CreateClusterRoleBindingAsync(
                new()
                {
                    Metadata = new() { Name = "mine" },
                    RoleRef = new()
                    {
                        ApiGroup = "rbac.authorization.k8s.io",
                        Kind = "ClusterRole",
                        Name = "cluster-admin",
                    },
                },
                cancellationToken: token
            )
        );
        await RefusedAsync(() => viewer.CoreV1.ConnectPostNamespacedPodExecAsync("any", "kube-system", "sh", cancellationToken: token));
    }

    [Fact]
    public async Task Anybody_else_reads_nothing()
    {
        using var administrator = ApiServer.Connect();
        await ApplyAsync(administrator, "gcp");
        using var stranger = ApiServer.ConnectAs("somebody@example.com");

        await RefusedAsync(() =>
            stranger.CoreV1.ListNamespacedSecretAsync("kube-system", cancellationToken: TestContext.Current.CancellationToken)
        );
    }

    private static async Task ApplyAsync(k8s.Kubernetes administrator, string cloud)
    {
        var platform = await RegisteredPlatform.DeclareAsync(
            SampleStack.Config(cloud, ($"infra:{cloud}.viewers", SampleStack.Viewers(cloud))),
            cloud
        );
        foreach (var name in (string[])["viewer-role-g1", "viewer-binding-g1"])
        {
            var resource = platform.Resources.Single(resource => resource.Name == name);
            var patch = new V1Patch(resource.Inputs.ToJsonString(), V1Patch.PatchType.ApplyPatch);
            _ =
                name == "viewer-role-g1"
                    ? (object)
                        await administrator.RbacAuthorizationV1.PatchClusterRoleAsync(
                            patch,
                            "infra-viewer",
                            fieldManager: "infra-tests",
                            force: true
                        )
                    : await administrator.RbacAuthorizationV1.PatchClusterRoleBindingAsync(
                        patch,
                        "infra-viewer",
                        fieldManager: "infra-tests",
                        force: true
                    );
        }
    }

    private static async Task RefusedAsync(Func<Task> request) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<HttpOperationException>(request)).Response.StatusCode);
}
