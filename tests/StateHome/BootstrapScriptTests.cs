using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Tests.StateHome;

/// <summary>What the bootstrap scripts ask of a cloud's own command line; a recorder stands in for it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BootstrapScriptTests
{
    // Answers what the scripts read; a thing is there or not as EXISTS says.
    private const string Recorder = """
        #!/usr/bin/env bash
        printf '%s\x1f' "$@" >> "$CALLS"; echo >> "$CALLS"
        case "$*" in
        *get-caller-identity*) echo 123456789012 ;;
        *create-key*) echo arn:aws:kms:eu-west-1:123456789012:key/k ;;
        *describe-key*) [ "$EXISTS" = true ] && echo arn:aws:kms:eu-west-1:123456789012:key/k ;;
        *projectNumber*) echo 42 ;;
        *head-bucket* | *get-role\ * | *get-open-id-connect-provider* | *" describe "*) [ "$EXISTS" = true ] ;;
        esac
        """;

    private static readonly string[] Aws = ["aws", "astro", "my-org/infra", "eu-west-1"];
    private static readonly string[] Gcp = ["gcp", "astro", "my-org/infra", "my-project", "europe-west4"];

    public static TheoryData<string> Clouds => ["aws", "gcp"];

    [Theory, MemberData(nameof(Clouds))]
    public async Task No_key_that_lasts_is_made(string cloud) => Assert.All((await RunAsync(cloud, exists: false)).Calls, call =>
    {
        Assert.DoesNotContain("create-access-key", call);
        Assert.False(call.Contains("keys") && call.Contains("create") && call.Contains("service-accounts"));
    });

    [Theory, MemberData(nameof(Clouds))]
    public async Task What_is_there_is_not_made_again(string cloud) =>
        Assert.DoesNotContain((await RunAsync(cloud, exists: true)).Calls, call => call.Any(word => word == "create" || word.StartsWith("create-", StringComparison.Ordinal)));

    [Fact]
    public async Task The_state_s_bucket_on_AWS_stands_in_its_region_versioned_and_closed()
    {
        var calls = (await RunAsync("aws", exists: false)).Calls.Select(call => string.Join(' ', call)).ToList();

        Assert.All(["astro-state-123456789012", "astro-state-copies-123456789012"], bucket =>
        {
            Assert.Contains(calls, call => call.StartsWith($"s3api create-bucket --bucket {bucket} ", StringComparison.Ordinal) && call.EndsWith("LocationConstraint=eu-west-1", StringComparison.Ordinal));
            Assert.Contains($"s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled", calls);
            Assert.Contains(calls, call => call.StartsWith($"s3api put-public-access-block --bucket {bucket} ", StringComparison.Ordinal) && !call.Contains("false", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task The_state_s_bucket_on_Google_Cloud_stands_in_its_region_versioned_and_closed()
    {
        var calls = (await RunAsync("gcp", exists: false)).Calls.Select(call => string.Join(' ', call)).ToList();

        Assert.All(["gs://astro-state-my-project", "gs://astro-state-copies-my-project"], bucket =>
        {
            Assert.Contains($"storage buckets create {bucket} --location europe-west4 --uniform-bucket-level-access --public-access-prevention", calls);
            Assert.Contains($"storage buckets update {bucket} --versioning --quiet", calls);
        });
    }

    [Theory]
    [InlineData("preview")]
    [InlineData("update")]
    [InlineData("export")]
    public async Task A_role_is_taken_by_one_environment_of_one_repository(string role)
    {
        var trust = Document((await RunAsync("aws", exists: false)).Calls, "create-role", $"astro-{role}", "--assume-role-policy-document");
        var equals = Assert.Single(trust["Statement"]!.AsArray())!["Condition"]!["StringEquals"]!;
        var member = (await RunAsync("gcp", exists: false)).Calls.Single(call => call.Contains("add-iam-policy-binding") && call.Contains($"astro-{role}@my-project.iam.gserviceaccount.com"));

        Assert.Equal($"repo:my-org/infra:environment:{role}-aws", equals["token.actions.githubusercontent.com:sub"]!.GetValue<string>());
        Assert.Equal("sts.amazonaws.com", equals["token.actions.githubusercontent.com:aud"]!.GetValue<string>());
        Assert.EndsWith($"/subject/repo:my-org/infra:environment:{role}-gcp", member[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_copies_the_state_can_neither_decrypt_it_nor_take_a_copy_away()
    {
        var policy = Document((await RunAsync("aws", exists: false)).Calls, "put-role-policy", "astro-export", "--policy-document");
        var actions = policy["Statement"]!.AsArray().SelectMany(statement => statement!["Action"]!.AsArray()).Select(action => action!.GetValue<string>());

        Assert.Equal(["s3:GetObject", "s3:ListBucket", "s3:PutObject"], actions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_updates_the_platform_can_not_change_its_own_rights_or_end_the_state()
    {
        var policy = Document((await RunAsync("aws", exists: false)).Calls, "put-role-policy", "astro-update", "--policy-document");
        var denied = policy["Statement"]!.AsArray().Where(statement => statement!["Effect"]!.GetValue<string>() == "Deny").Select(statement => statement!.ToJsonString()).ToList();

        Assert.Contains(denied, statement => statement.Contains("iam:*", StringComparison.Ordinal) && statement.Contains("role/astro-update", StringComparison.Ordinal));
        Assert.Contains(denied, statement => statement.Contains("s3:DeleteObjectVersion", StringComparison.Ordinal));
        Assert.Contains(denied, statement => statement.Contains("kms:ScheduleKeyDeletion", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Clouds))]
    public async Task It_prints_every_variable_that_the_workflows_read(string cloud)
    {
        var printed = (await RunAsync(cloud, exists: true)).Output;
        string[] names = cloud == "aws" ? ["PULUMI_BACKEND_URL", "COPIES_URL", "AWS_ROLE"] : ["PULUMI_BACKEND_URL", "COPIES_URL", "GCP_IDENTITY_PROVIDER", "GCP_SERVICE_ACCOUNT"];

        Assert.All(names, name => Assert.Contains(name, printed, StringComparison.Ordinal));
    }

    private static JsonNode Document(IEnumerable<string[]> calls, string command, string role, string option)
    {
        var call = calls.Single(words => words.Contains(command) && words.Contains(role));
        return JsonSerializer.Deserialize<JsonNode>(call[Array.IndexOf(call, option) + 1])!;
    }

    private static async Task<(List<string[]> Calls, string Output)> RunAsync(string cloud, bool exists)
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var tool = Path.Combine(folder, cloud == "aws" ? "aws" : "gcloud");
        await File.WriteAllTextAsync(tool, Recorder, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var arguments = cloud == "aws" ? Aws : Gcp;
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "bootstrap", arguments[0]), arguments[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
        start.Environment["CALLS"] = Path.Combine(folder, "calls");
        start.Environment["EXISTS"] = exists ? "true" : "false";
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, await errors);
        return ([.. (await File.ReadAllLinesAsync(Path.Combine(folder, "calls"), TestContext.Current.CancellationToken)).Select(line => line.TrimEnd('\x1f').Split('\x1f'))], output);
    }
}
