using Infra.Cli.Ready;
using Infra.Schemas;

namespace Infra.Cli.Gap;

/// <summary>One of the two instances that are compared.</summary>
/// <param name="Name">The cloud's name of it.</param>
/// <param name="Address">Where it is in the private network: the alias leads to one of them alone, and not before an <c>up</c> has
/// ended.</param>
/// <param name="Status">In the cloud's word.</param>
internal sealed record ComparedInstance(string Name, string Address, string Status)
{
    /// <summary>Asks the cloud.</summary>
    /// <exception cref="InvalidOperationException">There is no such instance, or it has no private address.</exception>
    public static Task<ComparedInstance> FindAsync(CheckedStack stack, string name) =>
        stack.Config.Cloud.Match(
            async _ =>
            {
                var instance = await stack.AskAsync("gcloud", "sql", "instances", "describe", name);
                return Of(
                    name,
                    instance.All("ipAddresses").FirstOrDefault(one => one.Text("type") == "PRIVATE").Text("ipAddress"),
                    // A stopped one is RUNNABLE all the same. https://cloud.google.com/sql/docs/postgres/start-stop-restart-instance
                    instance.Text("settings.activationPolicy") == "NEVER"
                        ? "stopped"
                        : instance.Text("state")
                );
            },
            async _ =>
            {
                var instance = (await stack.AskAsync("aws", "rds", "describe-db-instances", "--db-instance-identifier", name)).At(
                    "DBInstances"
                );
                return Of(name, instance.Text("Endpoint.Address"), instance.Text("DBInstanceStatus"));
            }
        );

    private static ComparedInstance Of(string name, string? address, string? status) =>
        address is null
            ? throw new InvalidOperationException($"{name} has no private address; the cloud says that it is {status ?? "not there"}.")
            : new(name, address, status ?? "in no state that is known");
}
