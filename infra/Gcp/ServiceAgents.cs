using System.Text.RegularExpressions;
using Pulumi;
using Pulumi.Gcp.Projects;

namespace Infra.Gcp;

/// <summary>
/// Google's own accounts in the project, by which its services use the platform's key. They come into being at a service's
/// first use, which is too late: a database that is made with a key needs its agent's grant before.
/// </summary>
/// <remarks>See https://cloud.google.com/iam/docs/service-agents</remarks>
internal sealed partial class ServiceAgents : ComponentResource
{
    /// <summary>Makes the accounts.</summary>
    public ServiceAgents(GcpScope scope, ProjectServices services)
        : base("infra:gcp:ServiceAgents", "service-agents", scope.Component)
    {
        var sql = Agent("sqladmin", services.Sql);
        var container = Agent("container", services.Container);
        StorageIdentity = Agent("storage", services.Storage);
        CloudSql = sql.Member;
        Gke = container.Member;
        // The API makes the agent of Cloud Storage and does not tell its address, which follows from the project's number.
        Storage = sql.Email.Apply(email => $"serviceAccount:service-{ProjectNumber(email)}@gs-project-accounts.iam.gserviceaccount.com");
        RegisterOutputs();

        ServiceIdentity Agent(string api, Resource enabled) =>
            new($"{api}-agent", new() { Project = scope.Cloud.Project, Service = $"{api}.googleapis.com" }, scope.Permanent(this, enabled));
    }

    /// <summary>The IAM member that encrypts databases.</summary>
    public Output<string> CloudSql { get; }

    /// <summary>The IAM member that encrypts the secrets of Kubernetes.</summary>
    public Output<string> Gke { get; }

    /// <summary>The IAM member that encrypts buckets.</summary>
    public Output<string> Storage { get; }

    /// <summary>What makes <see cref="Storage"/>.</summary>
    public Resource StorageIdentity { get; }

    private static string ProjectNumber(string email) =>
        NumberInEmail().Match(email) is { Success: true } match
            ? match.Groups[1].Value
            : throw new RunException($"The service agent of Cloud SQL is called '{email}'; it should begin with service-PROJECT_NUMBER@.");

    [GeneratedRegex("^service-([0-9]+)@")]
    private static partial Regex NumberInEmail();
}
