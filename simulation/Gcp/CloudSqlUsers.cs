using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Users and logical databases inside a Cloud SQL instance; both come along with a clone.</summary>
internal static class CloudSqlUsers
{
    public const string Type = "gcp:sql/user:User";
    public const string Database = "gcp:sql/database:Database";

    /// <summary>Creating a user that exists, as after a restore, resets its password.</summary>
    public static Rule Rule { get; } =
        new(Type)
        {
            Name = "name",
            Id = "{name}//{instance}",
            ForceNew = ["name", "instance", "host", "project"],
            Adopts = static _ => true,
            OnCreate = SetPassword,
            OnUpdate = SetPassword,
            OnDelete = static call => CloudSqlInstance.Living(call, Instance(call)).Users.Remove(call.Name),
        };

    /// <summary>A logical database, which unlike a user is not taken over.</summary>
    public static Rule DatabaseRule { get; } =
        new(Database)
        {
            Name = "name",
            Id = "projects/{project}/instances/{instance}/databases/{name}",
            ForceNew = ["name", "instance", "project"],
            OnCreate = static call =>
            {
                var record = CloudSqlInstance.Living(call, Instance(call));
                if (Names(record).Any(name => name?.GetValue<string>() == call.Name))
                    throw new Refusal($"googleapi: Error 400: database \"{call.Name}\" already exists., invalid");
                Names(record).Add(call.Name);
            },
            OnDelete = static call =>
            {
                var names = Names(CloudSqlInstance.Living(call, Instance(call)));
                if (names.FirstOrDefault(name => name?.GetValue<string>() == call.Name) is { } found)
                    names.Remove(found);
            },
        };

    private static void SetPassword(Call call) =>
        CloudSqlInstance.Living(call, Instance(call)).Users[call.Name] = call.Inputs.Text("password");

    private static string Instance(Call call) => call.Inputs.Text("instance") ?? "";

    private static JsonArray Names(DatabaseRecord record) => record.Traits["databases"]!.AsArray();
}
