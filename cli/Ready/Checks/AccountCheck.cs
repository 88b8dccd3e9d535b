using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the credentials lead to the account or project that is meant.</summary>
internal static class AccountCheck
{
    public static Check Check { get; } =
        Check.One("account", "Nothing can be read or restored: the credentials lead elsewhere, or the account is closed.", stack =>
            stack.Config.Cloud.Match(
                async gcp =>
                {
                    var project = await stack.AskAsync("gcloud", "projects", "describe", gcp.Project);
                    return project.Text("lifecycleState") == "ACTIVE"
                        ? Finding.Ok($"project {gcp.Project} is active")
                        : Finding.Fault(
                            $"project {gcp.Project} is {project.Text("lifecycleState") ?? "in no state that is known"}",
                            $"gcloud projects undelete {gcp.Project}"
                        );
                },
                async aws =>
                {
                    var caller = await stack.AskAsync("aws", "sts", "get-caller-identity");
                    return caller.Text("Account") == aws.AccountId
                        ? Finding.Ok($"account {aws.AccountId}, as {caller.Text("Arn")}")
                        : Finding.Fault(
                            $"the credentials are of account {caller.Text("Account")}, and the stack is in {aws.AccountId}",
                            $"aws sso login, or another AWS_PROFILE: one of account {aws.AccountId}"
                        );
                }
            )
        );
}
