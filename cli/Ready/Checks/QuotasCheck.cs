using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Foundation;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>
/// Whether the quotas hold two generations: a lost cluster's nodes and addresses are there still while the new one's are made. A new
/// cluster begins with its least nodes; both at full load are what a whole recovery may come to.
/// </summary>
internal static class QuotasCheck
{
    // https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html and the list of `aws service-quotas
    // list-service-quotas`
    private const string StandardMachines = "L-1216C47A";
    private const string SpotMachines = "L-34B43A08";
    private const string Addresses = "L-0263D0A3";
    private const string Databases = "L-7B6409FD";

    public static Check Check { get; } =
        new(
            "quotas",
            "The new cluster's nodes or addresses are refused while the old one's are still there; an increase takes a day.",
            stack => stack.Config.Cloud.Match(_ => OnGoogleAsync(stack), _ => OnAwsAsync(stack))
        );

    private static async Task<ImmutableArray<Finding>> OnAwsAsync(CheckedStack stack)
    {
        var (cluster, region) = (stack.Config.Foundation.Cluster, stack.Config.Cloud.Region);
        var (computing, databases) = (
            await stack.AskAsync("aws", "service-quotas", "list-service-quotas", "--service-code", "ec2"),
            await stack.AskAsync("aws", "service-quotas", "list-service-quotas", "--service-code", "rds")
        );
        var machines = (
            await stack.AskAsync([
                "aws",
                "ec2",
                "describe-instance-types",
                "--instance-types",
                .. new[] { cluster.Platform.MachineType, cluster.Airflow.MachineType }.Distinct(),
            ])
        )
            .All("InstanceTypes")
            .ToList();
        var used = (await stack.AskAsync("aws", "ec2", "describe-addresses")).All("Addresses").Count();
        var instances = (await stack.AskAsync("aws", "rds", "describe-db-instances")).All("DBInstances").Count();
        var next = (await stack.StateAsync())
            .Of("aws:ec2/eip:Eip")
            .Count(address => address.Name.EndsWith($"-g{cluster.Generation}", StringComparison.Ordinal));
        NodePoolSpec[] onDemand = cluster.Airflow.Spot ? [cluster.Platform] : [cluster.Platform, cluster.Airflow];
        return
        [
            Processors(onDemand, computing, StandardMachines),
            .. cluster.Airflow.Spot ? [Processors([cluster.Airflow], computing, SpotMachines)] : Array.Empty<Finding>(),
            Judge("elastic addresses", Value(computing, Addresses), used + next, used + next, Raise(Addresses, "ec2", used + next)),
            Judge("database instances", Value(databases, Databases), instances + 1, instances + 1, Raise(Databases, "rds", instances + 1)),
        ];

        Finding Processors(NodePoolSpec[] pools, JsonNode quotas, string code)
        {
            var (least, most) = Needed(pools, type =>
                machines.Find(one => one.Text("InstanceType") == type).Number("VCpuInfo.DefaultVCpus")
                ?? throw new InvalidOperationException($"EC2 does not know {type}")
            );
            return Judge(
                code == SpotMachines ? "virtual processors of spot machines" : "virtual processors",
                Value(quotas, code),
                least,
                most,
                Raise(code, "ec2", most)
            );
        }

        string Raise(string code, string service, double value) =>
            $"aws service-quotas request-service-quota-increase --region {region} --service-code {service} --quota-code {code} "
            + $"--desired-value {value:0}";
    }

    private static async Task<ImmutableArray<Finding>> OnGoogleAsync(CheckedStack stack)
    {
        var (cluster, region) = (stack.Config.Foundation.Cluster, stack.Config.Cloud.Region);
        var quotas = (await stack.AskAsync("gcloud", "compute", "regions", "describe", region)).All("quotas").ToList();
        var machines = (
            await stack.AskAsync(
                "gcloud",
                "compute",
                "machine-types",
                "list",
                "--filter",
                $"zone~^{region}- AND "
                    + $"name=({string.Join(' ', new[] { cluster.Platform.MachineType, cluster.Airflow.MachineType }.Distinct())})"
            )
        ).AsArray();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var pools in new[] { cluster.Platform, cluster.Airflow }.GroupBy(pool => Metric(pool.MachineType)))
        {
            var (least, most) = Needed([.. pools], type =>
                machines.FirstOrDefault(one => one.Text("name") == type).Number("guestCpus")
                ?? throw new InvalidOperationException($"Compute Engine does not know {type} in {region}")
            );
            findings.Add(Judge($"processors ({pools.Key})", Limit(pools.Key), least, most, Raise(pools.Key)));
        }
        var used = quotas.Find(one => one.Text("metric") == "STATIC_ADDRESSES").Number("usage") ?? 0;
        findings.Add(
            Judge("static addresses (STATIC_ADDRESSES)", Limit("STATIC_ADDRESSES"), used + 1, used + 1, Raise("STATIC_ADDRESSES"))
        );
        return findings.ToImmutable();

        // A family that has no quota of its own counts with the first ones.
        string Metric(string type) =>
            $"{type.Split('-')[0].ToUpperInvariant()}_CPUS" is var own && quotas.Exists(one => one.Text("metric") == own) ? own : "CPUS";

        double? Limit(string metric) => quotas.Find(one => one.Text("metric") == metric).Number("limit");

        string Raise(string metric) =>
            $"ask for more {metric} in {region}: "
            + $"https://console.cloud.google.com/iam-admin/quotas?project={((Configuration.CloudConfig.Gcp)stack.Config.Cloud).Project}";
    }

    // What a relaunch needs at once, beside the old nodes at full load; and what both generations need at full load.
    private static (double Least, double Most) Needed(NodePoolSpec[] pools, Func<string, double> processors) =>
        (
            pools.Sum(pool => processors(pool.MachineType) * (pool.MostNodes + pool.LeastNodes)),
            pools.Sum(pool => processors(pool.MachineType) * 2 * pool.MostNodes)
        );

    private static double? Value(JsonNode quotas, string code) =>
        quotas.All("Quotas").FirstOrDefault(quota => quota.Text("QuotaCode") == code).Number("Value");

    private static Finding Judge(string what, double? limit, double least, double most, string mend)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: the quota is {limit:0}, two generations need {least:0}{(most > least ? $", and {most:0} at full load" : "")}"
        );
        return limit is null ? Finding.Fault($"{what}: the cloud tells no quota", mend)
            : limit < least ? Finding.Fault(text, mend)
            : limit < most ? Finding.Warning(text, mend)
            : Finding.Ok(text);
    }
}
