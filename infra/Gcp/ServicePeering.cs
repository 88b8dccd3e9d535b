using Infra.Foundation;
using Pulumi;

namespace Infra.Gcp;

/// <summary>
/// The peering by which databases are reached. Google makes it with the private services connection and keeps it, and with it the network
/// and its range, for days after the last database; no resource can take it away.
/// </summary>
internal static class ServicePeering
{
    private const string Name = "servicenetworking-googleapis-com";

    /// <summary>The name of the stack's own network.</summary>
    public static string NetworkOf(PhysicalNames names) => names.Permanent("net");

    /// <summary>The command that takes it away; only then does a network go.</summary>
    /// <param name="project">The project.</param>
    /// <param name="names">The stack's names.</param>
    public static string[] Removal(string project, PhysicalNames names) =>
        ["gcloud", "compute", "networks", "peerings", "delete", Name, "--network", NetworkOf(names), "--project", project, "--quiet"];

    /// <summary>The command that tells whether it is there.</summary>
    /// <param name="project">The project.</param>
    /// <param name="names">The stack's names.</param>
    public static string[] List(string project, PhysicalNames names) =>
        ["gcloud", "compute", "networks", "peerings", "list", "--network", NetworkOf(names), "--project", project, "--format", "json"];

    /// <summary>Tells whoever has a disposable stack what to do when its destroy ends here.</summary>
    public static void SayHowItGoes(GcpScope scope, Resource connection) =>
        Log.Info(
            "Google keeps a database's peering for days, and with it the network. Where pulumi destroy ends at "
                + $"{NetworkOf(scope.Spec.Names)} because of that, run this, and pulumi destroy again: "
                + string.Join(' ', Removal(scope.Cloud.Project, scope.Spec.Names)),
            connection
        );
}
