using System.Globalization;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>How old the newest whole set of the deployments' namespaces is.</summary>
internal static class EscrowCheck
{
    // Three in a row are missing: the same that rings in the cloud's own monitoring.
    private const int Missed = 3;

    public static Check Check { get; } =
        Check.One(
            "escrow",
            "With the cluster go the deployments' secrets, service accounts and releases, which no database has: each deployment is made "
                + "anew by hand.",
            async stack =>
            {
                var (scheme, type, name) = stack.Config.Cloud.Match(
                    _ => ("gs", "gcp:storage/bucket:Bucket", "name"),
                    _ => ("s3", "aws:s3/bucket:Bucket", "bucket")
                );
                var velero = "kubectl -n velero get backups; kubectl -n velero logs deployment/velero";
                if ((await stack.StateAsync()).Find(type, "escrow-bucket")?.Outputs.Text(name) is not { } bucket)
                {
                    return Finding.Fault("the state names no bucket of the escrow", $"pulumi up --stack {stack.Name}");
                }
                // Velero writes this file of a set last: https://velero.io/docs/v1.18/output-file-format/
                var folder = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{scheme}://{bucket}/g{stack.Config.Foundation.Cluster.Generation}/backups/"
                );
                if (await stack.NewestAsync(folder, "/velero-backup.json", depth: 1) is not { } at)
                {
                    return Finding.Fault($"{folder} holds no set of this cluster", velero);
                }
                var text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"the newest set in {folder} is {(stack.Now - at).TotalMinutes:0} min old"
                );
                return stack.Now - at > TimeSpan.FromMinutes(Missed * stack.Config.Foundation.Escrow.EveryMinutes)
                    ? Finding.Fault(text, velero)
                    : Finding.Ok(text);
            }
        );
}
