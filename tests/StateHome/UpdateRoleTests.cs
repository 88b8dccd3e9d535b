using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Infra.Tests.StateHome;

/// <summary>
/// Who updates the platform may make and end all of it, and can neither end the state, its copies and its key nor give itself or anybody
/// the right to. Judged by evaluating the very documents that the bootstrap scripts hand to the clouds.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class UpdateRoleTests
{
    private const string State = "arn:aws:s3:::astro-state-123456789012";
    private const string Copies = "arn:aws:s3:::astro-state-copies-123456789012";
    private const string Key = "arn:aws:kms:eu-west-1:123456789012:key/k";
    private const string Roles = "arn:aws:iam::123456789012:role/";
    private const string Boundary = "arn:aws:iam::123456789012:policy/astro-boundary";

    [Theory]
    [InlineData("s3:GetObject", $"{State}/.pulumi/stacks/infra/aws.json")]
    [InlineData("s3:PutObject", $"{State}/.pulumi/stacks/infra/aws.json")]
    [InlineData("s3:DeleteObject", $"{State}/.pulumi/locks/lock.json")]
    [InlineData("s3:ListBucket", State)]
    [InlineData("kms:Decrypt", Key)]
    [InlineData("kms:Encrypt", Key)]
    [InlineData("rds:DeleteDBInstance", "arn:aws:rds:eu-central-1:123456789012:db:astro-prod-db-g1")]
    [InlineData("s3:PutLifecycleConfiguration", "arn:aws:s3:::astro-prod-registry")]
    [InlineData("rds:StartDBInstanceAutomatedBackupsReplication", "arn:aws:rds:eu-central-1:123456789012:db:astro-prod-db-g1")]
    [InlineData("kms:CreateKey", "*")]
    [InlineData("iam:PassRole", $"{Roles}astro-prod-nodes-g1")]
    [InlineData("iam:DeleteRole", $"{Roles}astro-prod-nodes-g1")]
    [InlineData("iam:CreateServiceLinkedRole", $"{Roles}aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS")]
    public async Task It_may_do_its_work_on_AWS(string action, string resource) =>
        Assert.True((await UpdateAsync()).Allows(action, resource));

    [Theory]
    [InlineData("rds:StopDBInstanceAutomatedBackupsReplication", "arn:aws:rds:eu-central-1:123456789012:db:astro-prod-db-g1")]
    [InlineData("kms:ScheduleKeyDeletion", "arn:aws:kms:eu-west-1:123456789012:key/copies")]
    [InlineData("kms:DisableKey", "arn:aws:kms:eu-central-1:123456789012:key/platform")]
    public async Task It_ends_no_copy_and_no_key_of_a_durable_stack_and_those_of_a_disposable_one(string action, string resource)
    {
        var role = await UpdateAsync();

        Assert.False(role.Allows(action, resource, ("aws:ResourceTag/infra-lifetime", "durable")));
        Assert.True(role.Allows(action, resource, ("aws:ResourceTag/infra-lifetime", "disposable")));
    }

    [Theory]
    [InlineData("s3:DeleteObjectVersion", $"{State}/.pulumi/stacks/infra/aws.json")]
    [InlineData("s3:PutLifecycleConfiguration", State)]
    [InlineData("s3:PutBucketVersioning", State)]
    [InlineData("s3:PutBucketPolicy", State)]
    [InlineData("s3:PutReplicationConfiguration", State)]
    [InlineData("s3:DeleteBucket", State)]
    [InlineData("s3:GetObject", $"{Copies}/aws/2026.json")]
    [InlineData("s3:PutObject", $"{Copies}/aws/2026.json")]
    [InlineData("s3:DeleteObjectVersion", $"{Copies}/aws/2026.json")]
    [InlineData("s3:BypassGovernanceRetention", $"{Copies}/aws/2026.json")]
    [InlineData("s3:BypassGovernanceRetention", "arn:aws:s3:::astro-prod-copies-registry-eu-west-1-123456789012/docker/x")]
    [InlineData("s3:PutBucketObjectLockConfiguration", Copies)]
    [InlineData("kms:ScheduleKeyDeletion", Key)]
    [InlineData("kms:DisableKey", Key)]
    [InlineData("kms:PutKeyPolicy", Key)]
    [InlineData("kms:CreateGrant", Key)]
    [InlineData("kms:DeleteAlias", "arn:aws:kms:eu-west-1:123456789012:alias/astro-state")]
    [InlineData("iam:CreateUser", "arn:aws:iam::123456789012:user/x")]
    [InlineData("iam:CreateAccessKey", "arn:aws:iam::123456789012:user/x")]
    [InlineData("iam:CreatePolicyVersion", Boundary)]
    [InlineData("iam:DeletePolicy", Boundary)]
    [InlineData("iam:UpdateAssumeRolePolicy", $"{Roles}astro-update")]
    [InlineData("iam:UpdateAssumeRolePolicy", $"{Roles}astro-export")]
    [InlineData("iam:PutRolePolicy", $"{Roles}astro-preview")]
    [InlineData("iam:DeleteRolePermissionsBoundary", $"{Roles}astro-update")]
    [InlineData("iam:DeleteRolePermissionsBoundary", $"{Roles}astro-prod-nodes-g1")]
    [InlineData("iam:PassRole", $"{Roles}administrator")]
    [InlineData("iam:UpdateOpenIDConnectProviderThumbprint", "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com")]
    [InlineData("organizations:LeaveOrganization", "*")]
    public async Task It_can_neither_end_the_state_nor_widen_its_own_rights_on_AWS(string action, string resource)
    {
        var update = await UpdateAsync();

        Assert.False(update.Allows(action, resource));
        Assert.False(update.Allows(action, resource, ("iam:PermissionsBoundary", Boundary)));
    }

    [Theory]
    [InlineData("iam:CreateRole")]
    [InlineData("iam:PutRolePolicy")]
    [InlineData("iam:AttachRolePolicy")]
    [InlineData("iam:PutRolePermissionsBoundary")]
    public async Task It_gives_rights_only_to_a_role_of_the_stack_inside_its_own_boundary(string action)
    {
        var update = await UpdateAsync();

        Assert.True(update.Allows(action, $"{Roles}astro-prod-nodes-g1", ("iam:PermissionsBoundary", Boundary)));
        Assert.False(update.Allows(action, $"{Roles}astro-prod-nodes-g1"));
        Assert.False(
            update.Allows(action, $"{Roles}astro-prod-nodes-g1", ("iam:PermissionsBoundary", "arn:aws:iam::aws:policy/AdministratorAccess"))
        );
        Assert.False(update.Allows(action, $"{Roles}elsewhere", ("iam:PermissionsBoundary", Boundary)));
    }

    [Fact]
    public async Task A_role_that_it_makes_can_do_no_more_than_itself()
    {
        var everything = JsonNode.Parse("""{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""")!;
        var made = new IamEvaluation([everything], (await UpdateAsync()).Boundary);

        Assert.True(made.Allows("s3:GetObject", "arn:aws:s3:::astro-prod-registry/x"));
        Assert.All(
            [
                ("s3:DeleteObjectVersion", $"{State}/x"),
                ("s3:DeleteBucket", Copies),
                ("kms:ScheduleKeyDeletion", Key),
                ("iam:CreateUser", "*"),
                ("iam:CreateRole", $"{Roles}astro-x"),
            ],
            request => Assert.False(made.Allows(request.Item1, request.Item2))
        );
    }

    [Fact]
    public async Task The_boundary_that_the_roles_have_is_the_one_that_is_printed_for_the_stack()
    {
        var (calls, output) = await BootstrapScript.RunAsync("aws", exists: false);

        Assert.Contains(calls, call =>
            string.Join(' ', call) == $"iam put-role-permissions-boundary --role-name astro-update --permissions-boundary {Boundary}"
        );
        Assert.Contains($"infra:aws permissionsBoundary={Boundary}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_boundary_that_is_there_is_brought_up_to_date_and_has_room_for_it()
    {
        var calls = (await BootstrapScript.RunAsync("aws", exists: true)).Calls.Select(call => string.Join(' ', call)).ToList();

        Assert.Contains($"iam delete-policy-version --policy-arn {Boundary} --version-id v2", calls);
        Assert.Contains(calls, call =>
            call.StartsWith($"iam create-policy-version --policy-arn {Boundary} ", StringComparison.Ordinal)
            && call.EndsWith("--set-as-default", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task On_Google_Cloud_it_has_no_right_in_the_state_s_project_but_to_write_the_state_with_its_key()
    {
        var calls = (await BootstrapScript.RunAsync("gcp", exists: false)).Calls;
        var given = calls
            .Where(call =>
                call.Contains("add-iam-policy-binding") && call.Contains("serviceAccount:astro-update@my-state.iam.gserviceaccount.com")
            )
            .Select(call =>
                (
                    On: string.Join(
                        ' ',
                        call.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))
                            .Where(word => word != "add-iam-policy-binding")
                    ),
                    Role: call[Array.IndexOf(call, "--role") + 1]
                )
            )
            .ToList();

        Assert.Equal(
            [
                ("kms keys state", "roles/cloudkms.cryptoKeyEncrypterDecrypter"),
                ("storage buckets gs://astro-state-my-state", "roles/storage.objectUser"),
            ],
            given.Where(right => right.On != "projects my-project").Order()
        );
        Assert.DoesNotContain(given, right => right.Role is "roles/owner" or "roles/editor");
    }

    [Fact]
    public async Task On_Google_Cloud_a_version_of_the_state_that_it_deletes_comes_back_for_90_days() =>
        Assert.Contains((await BootstrapScript.RunAsync("gcp", exists: false)).Calls, call =>
            string.Join(' ', call) == "storage buckets update gs://astro-state-my-state --soft-delete-duration 90d --quiet"
        );

    [Fact]
    public async Task On_Google_Cloud_the_state_is_never_made_in_the_platform_s_own_project()
    {
        var (exitCode, calls, _, errors) = await BootstrapScript.RunAsync(
            "gcp",
            ["astro", "my-org/infra", "my-project", "my-project", "europe-west4"]
        );

        Assert.Equal(64, exitCode);
        Assert.Empty(calls);
        Assert.Contains("The state needs a project of its own", errors, StringComparison.Ordinal);
    }

    private static async Task<IamEvaluation> UpdateAsync()
    {
        var calls = (await BootstrapScript.RunAsync("aws", exists: false)).Calls;
        return new(
            [BootstrapScript.Document(calls, "put-role-policy", "astro-update", "--policy-document")],
            BootstrapScript.Document(calls, "create-policy", "astro-boundary", "--policy-document")
        );
    }
}
