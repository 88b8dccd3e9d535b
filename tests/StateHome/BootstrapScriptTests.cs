using System.Runtime.Versioning;

namespace Infra.Tests.StateHome;

/// <summary>What the bootstrap scripts ask of a cloud's own command line; a recorder stands in for it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BootstrapScriptTests
{
    public static TheoryData<string> Clouds => ["aws", "gcp"];

    [Theory, MemberData(nameof(Clouds))]
    public async Task No_key_that_lasts_is_made(string cloud) =>
        Assert.All((await BootstrapScript.RunAsync(cloud, exists: false)).Calls, call =>
        {
            Assert.DoesNotContain("create-access-key", call);
            Assert.False(call.Contains("keys") && call.Contains("create") && call.Contains("service-accounts"));
        });

    [Theory, MemberData(nameof(Clouds))]
    public async Task What_is_there_is_not_made_again(string cloud) =>
        Assert.DoesNotContain(
            (await BootstrapScript.RunAsync(cloud, exists: true)).Calls,
            // A policy is changed by a new version of it.
            call =>
                call.Any(word =>
                    word == "create" || (word.StartsWith("create-", StringComparison.Ordinal) && word != "create-policy-version")
                )
        );

    [Fact]
    public async Task The_state_s_bucket_on_AWS_stands_in_its_region_versioned_and_closed()
    {
        var calls = (await BootstrapScript.RunAsync("aws", exists: false)).Calls.Select(call => string.Join(' ', call)).ToList();

        Assert.All(["astro-state-123456789012", "astro-state-copies-123456789012"], bucket =>
        {
            Assert.Contains(calls, call =>
                call.StartsWith($"s3api create-bucket --bucket {bucket} ", StringComparison.Ordinal)
                && call.EndsWith("LocationConstraint=eu-west-1", StringComparison.Ordinal)
            );
            Assert.Contains($"s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled", calls);
            Assert.Contains(calls, call =>
                call.StartsWith($"s3api put-public-access-block --bucket {bucket} ", StringComparison.Ordinal)
                && !call.Contains("false", StringComparison.Ordinal)
            );
        });
    }

    [Fact]
    public async Task The_state_s_bucket_on_Google_Cloud_stands_in_its_region_versioned_and_closed()
    {
        var calls = (await BootstrapScript.RunAsync("gcp", exists: false)).Calls.Select(call => string.Join(' ', call)).ToList();

        Assert.All(["gs://astro-state-my-state", "gs://astro-state-copies-my-state"], bucket =>
        {
            Assert.Contains(
                $"storage buckets create {bucket} --location europe-west4 --uniform-bucket-level-access --public-access-prevention",
                calls
            );
            Assert.Contains($"storage buckets update {bucket} --versioning --quiet", calls);
        });
    }

    [Theory]
    [InlineData("preview", "preview drift")]
    [InlineData("update", "update")]
    [InlineData("export", "export")]
    public async Task A_role_is_taken_by_its_environments_of_one_repository(string role, string environments)
    {
        var trust = BootstrapScript.Document(
            (await BootstrapScript.RunAsync("aws", exists: false)).Calls,
            "create-role",
            $"astro-{role}",
            "--assume-role-policy-document"
        );
        var equals = Assert.Single(trust["Statement"]!.AsArray())!["Condition"]!["StringEquals"]!;
        var members = (await BootstrapScript.RunAsync("gcp", exists: false))
            .Calls.Where(call => call.Contains("add-iam-policy-binding") && call.Contains($"astro-{role}@my-state.iam.gserviceaccount.com"))
            .Select(call => call[^1].Split("/subject/")[1]);

        Assert.Equal(
            environments.Split(' ').Select(name => $"repo:my-org/infra:environment:{name}-aws"),
            equals["token.actions.githubusercontent.com:sub"]!.AsArray().Select(subject => subject!.GetValue<string>())
        );
        Assert.Equal("sts.amazonaws.com", equals["token.actions.githubusercontent.com:aud"]!.GetValue<string>());
        Assert.Equal(environments.Split(' ').Select(name => $"repo:my-org/infra:environment:{name}-gcp"), members);
    }

    [Fact]
    public async Task Who_copies_the_state_can_neither_decrypt_it_nor_take_a_copy_away()
    {
        var policy = BootstrapScript.Document(
            (await BootstrapScript.RunAsync("aws", exists: false)).Calls,
            "put-role-policy",
            "astro-export",
            "--policy-document"
        );
        var actions = policy["Statement"]!
            .AsArray()
            .SelectMany(statement => statement!["Action"]!.AsArray())
            .Select(action => action!.GetValue<string>());

        Assert.Equal(["s3:GetObject", "s3:ListBucket", "s3:PutObject"], actions.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Clouds))]
    public async Task It_prints_every_variable_that_the_workflows_read(string cloud)
    {
        var printed = (await BootstrapScript.RunAsync(cloud, exists: true)).Output;
        string[] names =
            cloud == "aws"
                ? ["PULUMI_BACKEND_URL", "COPIES_URL", "AWS_ROLE"]
                : ["PULUMI_BACKEND_URL", "COPIES_URL", "GCP_IDENTITY_PROVIDER", "GCP_SERVICE_ACCOUNT"];

        Assert.All(names, name => Assert.Contains(name, printed, StringComparison.Ordinal));
    }
}
