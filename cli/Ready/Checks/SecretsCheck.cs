using System.Collections.Immutable;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether every permanent secret is in the vault, with a version that can be read.</summary>
internal static class SecretsCheck
{
    private const string FernetKey = "fernet-key";

    public static Check Check { get; } =
        new(
            "secrets",
            "A platform that is restored without its state or in another region finds no fernet key: no connection and no variable can be "
                + "decrypted.",
            stack => stack.Config.Cloud.Match(_ => OnGoogleAsync(stack), _ => OnAwsAsync(stack, stack.Config.Foundation.Copies?.Region))
        );

    private static async Task<ImmutableArray<Finding>> OnAwsAsync(CheckedStack stack, string? replicaRegion)
    {
        var region = stack.Config.Cloud.Region;
        var wanted = (await stack.StateAsync())
            .Of("aws:secretsmanager/secret:Secret")
            .Select(secret => secret.Outputs.Text("name")!)
            .ToList();
        var there = (
            await stack.AskAsync(
                "aws",
                "secretsmanager",
                "list-secrets",
                "--include-planned-deletion",
                "--filters",
                $"Key=name,Values={stack.Names.Prefix}/"
            )
        )
            .All("SecretList")
            .ToList();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var name in wanted)
        {
            var secret = there.Find(one => one.Text("Name") == name);
            if (secret is null)
            {
                findings.Add(
                    Finding.Fault(
                        $"{name} is not in Secrets Manager",
                        $"pulumi refresh --stack {stack.Name}, then pulumi up --stack {stack.Name}: the state has its value"
                    )
                );
            }
            else if (secret["DeletedDate"] is not null)
            {
                findings.Add(
                    Finding.Fault(
                        $"{name} is scheduled for deletion",
                        $"aws secretsmanager restore-secret --region {region} --secret-id {name}"
                    )
                );
            }
        }
        if (replicaRegion is not null)
        {
            var copies = (
                await stack.AskAsync(
                    "aws",
                    "secretsmanager",
                    "list-secrets",
                    "--include-planned-deletion",
                    "--filters",
                    $"Key=name,Values={stack.Names.Prefix}/",
                    "--region",
                    replicaRegion
                )
            )
                .All("SecretList")
                .Select(one => one.Text("Name"))
                .ToHashSet();
            findings.AddRange(
                wanted
                    .Where(name => !copies.Contains(name))
                    .Select(name =>
                        Finding.Fault(
                            $"{name} has no replica in {replicaRegion}",
                            $"aws secretsmanager replicate-secret-to-regions --region {region} --secret-id {name} --add-replica-regions "
                                + $"Region={replicaRegion}"
                        )
                    )
            );
        }
        return Together(findings, wanted.Count, replicaRegion is null ? "" : $", with replicas in {replicaRegion}");
    }

    private static async Task<ImmutableArray<Finding>> OnGoogleAsync(CheckedStack stack)
    {
        var wanted = (await stack.StateAsync())
            .Of("gcp:secretmanager/secret:Secret")
            .Select(secret => secret.Outputs.Text("secretId")!)
            .ToList();
        var there = (await stack.AskAsync("gcloud", "secrets", "list", "--filter", $"name:{stack.Names.Prefix}-"))
            .AsArray()
            .Select(one => one.Text("name")?.Split('/')[^1])
            .ToHashSet();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.AddRange(
            wanted
                .Where(name => !there.Contains(name))
                .Select(name =>
                    Finding.Fault(
                        $"{name} is not in Secret Manager",
                        $"pulumi refresh --stack {stack.Name}, then pulumi up --stack {stack.Name}: the state has its value"
                    )
                )
        );
        // A call for each would not fit into the time; this is the one without which the data is worth nothing.
        foreach (var name in wanted.Where(name => name == stack.Names.Permanent(FernetKey) && there.Contains(name)))
        {
            var version = await stack.AskAsync("gcloud", "secrets", "versions", "describe", "latest", "--secret", name);
            if (version.Text("state") != "ENABLED")
            {
                findings.Add(
                    Finding.Fault(
                        $"the newest version of {name} is {version.Text("state")}",
                        $"gcloud secrets versions enable {version.Text("name")?.Split('/')[^1]} --secret {name}"
                    )
                );
            }
        }
        return Together(findings, wanted.Count, "");
    }

    private static ImmutableArray<Finding> Together(ImmutableArray<Finding>.Builder findings, int count, string where) =>
        findings.Count > 0 ? findings.ToImmutable()
        : count == 0
            ?
            [
                Finding.Fault(
                    "the state names no secret in the vault",
                    "pulumi up, of a version of the program that keeps its secrets there"
                ),
            ]
        : [Finding.Ok($"all {count} are in the vault{where}")];
}
