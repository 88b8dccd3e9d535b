using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Commands of <c>gcloud</c> about databases, projects and secrets.</summary>
internal static class GcloudCommands
{
    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("gcloud sql backups list", ["--instance", "--project", "--format"], Backups),
        ("gcloud sql instances patch", ["--no-deletion-protection?", "--project", "--quiet?"], Unprotect),
        ("gcloud sql instances delete", ["--project", "--quiet?"], Delete),
        ("gcloud compute networks peerings list", ["--network", "--project", "--format"], Peerings),
        ("gcloud compute networks peerings delete", ["--network", "--project", "--quiet?"], RemovePeering),
        ("gcloud projects describe", ["--format"], Project),
        ("gcloud secrets versions access", ["--secret", "--project"], SecretVersion),
    ];

    private static string Backups(World world, CommandOptions options)
    {
        var instance = options.NoWords().Required("--instance");
        var runs = world
            .Backups.Where(one => one.Type == CloudSqlInstance.Type && (one.Instance == instance || instance == "-"))
            .Reverse()
            .ToList();
        return options["--format"] switch
        {
            "json" => new JsonArray([
                .. runs.Select(run => new JsonObject
                {
                    ["id"] = run.Id,
                    ["instance"] = run.Instance,
                    ["status"] = "SUCCESSFUL",
                    ["type"] = "AUTOMATED",
                    ["windowStartTime"] = Call.Time(run.At),
                    ["endTime"] = Call.Time(run.At),
                    ["location"] = run.Traits.Text("backupLocation") ?? "eu",
                    ["kind"] = "sql#backupRun",
                }),
            ]).ToJsonString(),
            "value(id)" => string.Concat(runs.Select(run => run.Id + "\n")),
            null when runs.Count == 0 => "Listed 0 items.\n",
            null => string.Join(
                '\n',
                [
                    Line("ID", "WINDOW_START_TIME", "ERROR", "STATUS", "INSTANCE"),
                    .. runs.Select(run =>
                        Line(
                            run.Id,
                            run.At.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
                            "-",
                            "SUCCESSFUL",
                            run.Instance
                        )
                    ),
                    "",
                ]
            ),
            var other => throw new Refusal($"The simulated clouds do not know the format {other} here; write none, json, or value(id)."),
        };
    }

    private static string Line(string id, string start, string error, string status, string instance) =>
        $"{id, -15}{start, -31}{error, -7}{status, -12}{instance}";

    private static string Unprotect(World world, CommandOptions options)
    {
        var instance = Instance(world, options);
        if (options["--no-deletion-protection"] is null)
            throw new Refusal("The simulated clouds patch only one thing here: --no-deletion-protection.");
        world.Locked(() =>
        {
            foreach (var map in new[] { instance.Inputs, instance.State })
                Outputs.Set(map, "settings.deletionProtectionEnabled", false);
        });
        return $"Updated [{instance.State.Text("selfLink")}].\n";
    }

    // The console's and the tool's own delete asks the cloud's guard alone; Pulumi's is the provider's.
    private static string Delete(World world, CommandOptions options)
    {
        var instance = Instance(world, options);
        if (instance.State.Flag("settings.deletionProtectionEnabled") == true)
            throw new Refusal(
                "ERROR: (gcloud.sql.instances.delete) [INVALID_REQUEST] The instance is protected. Please disable the deletion protection "
                    + "and try again."
            );
        world.Lose(CloudSqlInstance.Type, instance.Name);
        return $"Deleted [{instance.State.Text("selfLink")}].\n";
    }

    private static string Peerings(World world, CommandOptions options) =>
        GcloudInventoryCommands.Print(
            new JsonArray([
                .. Connections(world, options.NoWords())
                    .Select(one => new JsonObject
                    {
                        ["name"] = options["--network"],
                        ["peerings"] = new JsonArray(new JsonObject { ["name"] = one.State.Text("peering"), ["state"] = "ACTIVE" }),
                    }),
            ]),
            options
        );

    // The consumer's side of it: what is behind it can no longer be reached, and the network is free.
    private static string RemovePeering(World world, CommandOptions options)
    {
        var peering = options.Word("NAME");
        var connection = Connections(world, options).FirstOrDefault(one => one.State.Text("peering") == peering)
            ?? throw new Refusal($"ERROR: (gcloud.compute.networks.peerings.delete) There is no peering named [{peering}].");
        world.Lose(GcpNetworkRules.Connection, connection.Id);
        return "";
    }

    private static List<WorldObject> Connections(World world, CommandOptions options)
    {
        var network = options.Required("--network");
        return
        [
            .. world
                .List(GcpNetworkRules.Connection)
                .Where(one => one.Inputs.Text("network")?.EndsWith($"/{network}", StringComparison.Ordinal) == true),
        ];
    }

    private static WorldObject Instance(World world, CommandOptions options) =>
        world.Find(CloudSqlInstance.Type, options.Word("INSTANCE"))
        ?? throw new Refusal($"ERROR: (gcloud.sql) HTTPError 404: The Cloud SQL instance does not exist: {options.Words[0]}.");

    private static string Project(World world, CommandOptions options)
    {
        var project = options.Word("PROJECT_ID_OR_NUMBER");
        var number = Fingerprint.Digits(Fingerprint.Of(project), 12);
        return options["--format"] switch
        {
            "value(projectNumber)" => number + "\n",
            "json" => new JsonObject
            {
                ["projectId"] = project,
                ["projectNumber"] = number,
                ["lifecycleState"] = world.Content.Offers.Has(project) ? "ACTIVE" : "DELETE_REQUESTED",
            }.ToJsonString(),
            var other => throw new Refusal(
                "The simulated clouds describe a project only with --format json or value(projectNumber), not "
                    + $"{other ?? "without a format"}."
            ),
        };
    }

    private static string SecretVersion(World world, CommandOptions options)
    {
        if (options.Word("VERSION") != "latest")
            throw new Refusal("The simulated clouds show only the version latest of a secret.");
        var name = options.Required("--secret");
        // Without an option it is the project that a person has set: the one that the secret is in.
        var project = options["--project"]
            ?? world.List("gcp:secretmanager/secret:Secret").FirstOrDefault(one => one.Name == name)?.Id.Split('/')[1]
            ?? "";
        var found = GcpRules.GetSecretVersion(new("gcp", new() { ["project"] = project }, world), new() { ["secret"] = name });
        return found.Text("secretData")!;
    }
}
