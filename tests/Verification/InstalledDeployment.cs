using System.Text;
using Infra.Tests.Kubernetes;
using k8s;
using k8s.Models;

namespace Infra.Tests.Verification;

/// <summary>An Airflow deployment of a <see cref="RestoredPlatform"/>: what its chart would have made, and its image.</summary>
internal sealed class InstalledDeployment(RestoredPlatform platform, string release)
{
    /// <summary>Its namespace.</summary>
    public string Space => $"{platform.Cluster.Name}-{release}";

    /// <summary>Its role's password; what a URI can not hold as it stands is among it.</summary>
    public string Password => $"p/ss of {release}";

    /// <summary>
    /// The digests of its image: the manifest's, the configuration's, two layers'. Of a list: the list's, then those of each image.
    /// </summary>
    public string[] Digests { get; set; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs SQL, in which <c>ROLE</c> stands for its role.</summary>
    public Task SqlAsync(string sql) =>
        platform.Postgres.QueryAsync("postgres", sql.Replace("ROLE", $"\"{release}_airflow\"", StringComparison.Ordinal));

    /// <summary>Gives its role another password, and makes the role where there is none.</summary>
    public async Task SetPasswordAsync(string password, bool isMd5 = false)
    {
        await SqlAsync("do $$ begin create role ROLE; exception when duplicate_object then null; end $$");
        await SqlAsync($"set password_encryption = '{(isMd5 ? "md5" : "scram-sha-256")}'; alter role ROLE login password '{password}'");
    }

    /// <summary>Writes the secret of its connection.</summary>
    /// <param name="place">Host, port and database.</param>
    public Task ConnectAsync(string place) =>
        WriteSecretAsync(
            $"{release}-metadata",
            "connection",
            $"postgresql://{release}_airflow:{Uri.EscapeDataString(Password)}@{place}?sslmode=require"
        );

    /// <summary>Writes a secret.</summary>
    public async Task WriteSecretAsync(string name, string key, string value)
    {
        await DropSecretAsync(name);
        await platform.Cluster.Client.CoreV1.CreateNamespacedSecretAsync(
            new V1Secret
            {
                Metadata = new() { Name = name },
                Data = new Dictionary<string, byte[]> { [key] = Encoding.UTF8.GetBytes(value) },
            },
            Space,
            cancellationToken: Token
        );
    }

    /// <summary>Takes a secret away.</summary>
    public Task DropSecretAsync(string name) =>
        platform.Cluster.Client.CoreV1.DeleteCollectionNamespacedSecretAsync(
            Space,
            fieldSelector: $"metadata.name={name}",
            cancellationToken: Token
        );

    /// <summary>Takes the object of a digest out of the registry's storage.</summary>
    public void Delete(int digest) => File.Delete(platform.Registry.FileOf(Digests[digest]));

    /// <summary>Changes the object of a digest in the registry's storage.</summary>
    public void Write(int digest, Func<string, string> change)
    {
        var file = platform.Registry.FileOf(Digests[digest]);
        File.WriteAllText(file, change(File.ReadAllText(file)));
    }

    /// <summary>Gives its namespace a network policy that lets its pods out somewhere.</summary>
    public Task LetOutAsync(string policy) =>
        VeleroNamespace.AcceptAsync(() =>
            platform.Cluster.Client.NetworkingV1.CreateNamespacedNetworkPolicyAsync(
                new V1NetworkPolicy
                {
                    Metadata = new() { Name = policy },
                    Spec = new()
                    {
                        PodSelector = new(),
                        PolicyTypes = ["Egress"],
                        Egress = [new() { To = [new() { PodSelector = new() }] }],
                    },
                },
                Space,
                cancellationToken: Token
            )
        );

    /// <summary>Runs an image, as a scheduler beside a container of another registry's.</summary>
    public async Task RunAsync(string image)
    {
        var labels = new Dictionary<string, string> { ["component"] = "scheduler" };
        var connection = new V1EnvVar
        {
            Name = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
            ValueFrom = new()
            {
                SecretKeyRef = new() { Name = $"{release}-metadata", Key = "connection" },
            },
        };
        await VeleroNamespace.AcceptAsync(() =>
            platform.Cluster.Client.AppsV1.CreateNamespacedDeploymentAsync(
                new V1Deployment
                {
                    Metadata = new() { Name = $"{release}-scheduler" },
                    Spec = new()
                    {
                        Replicas = 0,
                        Selector = new() { MatchLabels = labels },
                        Template = new()
                        {
                            Metadata = new() { Labels = labels },
                            Spec = new()
                            {
                                ImagePullSecrets = [new() { Name = $"{release}-registry" }],
                                Containers =
                                [
                                    new()
                                    {
                                        Name = "scheduler",
                                        Image = image,
                                        Env = [connection],
                                    },
                                    new() { Name = "logs", Image = "quay.io/astronomer/ap-vector:0.40" },
                                ],
                            },
                        },
                    },
                },
                Space,
                cancellationToken: Token
            )
        );
    }
}
