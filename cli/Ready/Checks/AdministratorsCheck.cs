using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether two administrators exist: one is on holiday, or their account is what was lost.</summary>
internal static class AdministratorsCheck
{
    // Who may do anything in a cluster of Google's.
    private static readonly ImmutableArray<string> Roles = ["roles/owner", "roles/container.admin"];

    public static Check Check { get; } =
        new("administrators", "Nobody who is there can reach the new cluster or give anybody the right to.", stack =>
            stack.Config.Cloud.Match(gcp => OnGoogleAsync(stack, gcp), aws => OnAwsAsync(stack, aws))
        );

    private static async Task<ImmutableArray<Finding>> OnAwsAsync(CheckedStack stack, CloudConfig.Aws aws)
    {
        var there = await Task.WhenAll(aws.Admins.Select(async arn => (Arn: arn, Missing: await MissingAsync(stack, arn))));
        var lines = $"infra:aws.admins: two that exist, then pulumi up --stack {stack.Name}";
        ImmutableArray<Finding> missing =
        [
            .. there
                .Where(one => one.Missing is not null)
                .Select(one => Finding.Fault($"{one.Arn} can not be found: {one.Missing}", lines)),
        ];
        return !missing.IsEmpty ? missing
            : there.Length < 2 ? [Finding.Fault($"there is one administrator: {string.Join(", ", aws.Admins)}", lines)]
            : [Finding.Ok($"{there.Length} administrators, and all exist")];
    }

    private static async Task<string?> MissingAsync(CheckedStack stack, string arn)
    {
        var (kind, name) = (arn.Split(':')[5].Split('/')[0], arn.Split('/')[^1]);
        try
        {
            await (
                kind == "user"
                    ? stack.AskAsync("aws", "iam", "get-user", "--user-name", name)
                    : stack.AskAsync("aws", "iam", "get-role", "--role-name", name)
            );
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message.Trim();
        }
    }

    private static async Task<ImmutableArray<Finding>> OnGoogleAsync(CheckedStack stack, CloudConfig.Gcp gcp)
    {
        var policy = await stack.AskAsync("gcloud", "projects", "get-iam-policy", gcp.Project);
        var members = policy
            .All("bindings")
            .Where(binding => Roles.Contains(binding.Text("role") ?? "") && binding["condition"] is null)
            .SelectMany(binding => binding.All("members"))
            .Select(member => member.GetValue<string>())
            .Distinct()
            .Where(member => !member.StartsWith("deleted:", StringComparison.Ordinal))
            .ToList();
        // A group stands for many.
        return members.Count >= 2 || members.Exists(member => member.StartsWith("group:", StringComparison.Ordinal))
            ? [Finding.Ok($"{string.Join(", ", members)} may do anything in a cluster of {gcp.Project}")]
            :
            [
                Finding.Fault(
                    $"{(members.Count == 0 ? "nobody" : members[0] + " alone")} may do anything in a cluster of {gcp.Project}",
                    $"gcloud projects add-iam-policy-binding {gcp.Project} --role roles/container.admin --member user:…"
                ),
            ];
    }
}
