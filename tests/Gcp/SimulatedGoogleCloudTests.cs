using Infra.Simulation;

namespace Infra.Tests.Gcp;

/// <summary>The simulation refuses what Google Cloud refuses, so that an engine test that passes means something.</summary>
public sealed class SimulatedGoogleCloudTests
{
    [Theory]
    [InlineData("gcp:compute/network:Network", """{ "name": "net" }""", "compute")]
    [InlineData("gcp:kms/keyRing:KeyRing", """{ "name": "ring", "location": "europe-west1" }""", "cloudkms")]
    [InlineData(
        "gcp:projects/iAMMember:IAMMember",
        """{ "project": "my-project", "role": "roles/viewer", "member": "user:a@example.com" }""",
        "cloudresourcemanager"
    )]
    public async Task Nothing_is_made_before_its_API_is_enabled(string type, string inputs, string api)
    {
        var project = await GoogleProject.WithAsync();
        Assert.Contains(
            $"{api}.googleapis.com has not been used",
            await RefusalAsync(project.MakeAsync(type, inputs)),
            StringComparison.Ordinal
        );

        var enabled = await GoogleProject.WithAsync(api);

        Assert.NotNull(await enabled.MakeAsync(type, inputs));
    }

    [Fact]
    public async Task A_key_ring_is_there_for_ever()
    {
        var project = await GoogleProject.WithAsync("cloudkms");
        const string Ring = """{ "name": "ring", "location": "europe-west1" }""";
        await project.DeleteAsync(GoogleProject.KeyRing, await project.MakeAsync(GoogleProject.KeyRing, Ring));

        Assert.Contains(
            "keyRings/ring already exists",
            await RefusalAsync(project.MakeAsync(GoogleProject.KeyRing, Ring)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_grant_to_an_agent_that_is_not_made_yet_is_refused()
    {
        var project = await DatabaseProjectAsync();

        var refusal = await RefusalAsync(
            project.MakeAsync(
                GoogleProject.KeyUse,
                $$"""{ "cryptoKeyId": "{{GoogleProject.Key}}", "role": "roles/cloudkms.cryptoKeyEncrypterDecrypter", "member": "serviceAccount:service-1@gcp-sa-cloud-sql.iam.gserviceaccount.com" }"""
            )
        );

        Assert.Contains("service-1@gcp-sa-cloud-sql.iam.gserviceaccount.com does not exist", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_is_not_encrypted_with_a_key_that_its_agent_may_not_use()
    {
        var project = await DatabaseProjectAsync();
        var inputs = GoogleProject.DatabaseInputs($$"""{ "encryptionKeyName": "{{GoogleProject.Key}}" }""");
        Assert.Contains(
            "Permission 'cloudkms.cryptoKeyVersions.useToEncrypt' denied",
            await RefusalAsync(project.MakeAsync(GoogleProject.Database, inputs)),
            StringComparison.Ordinal
        );

        await project.GrantAsync("sqladmin");

        Assert.NotNull(await project.MakeAsync(GoogleProject.Database, inputs));
    }

    [Fact]
    public async Task A_bucket_s_key_is_where_the_bucket_is()
    {
        var project = await DatabaseProjectAsync();

        var refusal = await RefusalAsync(
            project.MakeAsync(
                GoogleProject.Bucket,
                $$"""{ "name": "images", "location": "EU", "encryption": { "defaultKmsKeyName": "{{GoogleProject.Key}}" } }"""
            )
        );

        Assert.Contains("must be in europe", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_in_one_region_has_no_turbo_replication()
    {
        var project = await GoogleProject.WithAsync("storage");

        Assert.Contains(
            "only in a dual-region bucket",
            await RefusalAsync(
                project.MakeAsync(GoogleProject.Bucket, """{ "name": "images", "location": "EUROPE-WEST1", "rpo": "ASYNC_TURBO" }""")
            ),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        """{ "backupConfiguration": { "pointInTimeRecoveryEnabled": true, "transactionLogRetentionDays": 8 } }""",
        "must be between 1 and 7 for the ENTERPRISE edition"
    )]
    [InlineData("""{ "tier": "db-perf-optimized-N-4" }""", "Invalid Tier (db-perf-optimized-N-4) for (ENTERPRISE) Edition")]
    [InlineData("""{ "edition": "ENTERPRISE_PLUS" }""", "Invalid Tier (db-custom-4-16384) for (ENTERPRISE_PLUS) Edition")]
    [InlineData(
        """{ "availabilityType": "REGIONAL", "backupConfiguration": { "enabled": true } }""",
        "needs automated backups and point-in-time recovery"
    )]
    public async Task An_edition_is_not_asked_for_more_than_it_can_do(string settings, string expected)
    {
        var project = await DatabaseProjectAsync();

        Assert.Contains(
            expected,
            await RefusalAsync(project.MakeAsync(GoogleProject.Database, GoogleProject.DatabaseInputs(settings: settings))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_database_s_name_is_burnt_for_a_week()
    {
        var project = await DatabaseProjectAsync();
        await project.DeleteAsync(GoogleProject.Database, await project.MakeAsync(GoogleProject.Database, GoogleProject.DatabaseInputs()));

        Assert.Contains(
            "is in use, or was within the last week",
            await RefusalAsync(project.MakeAsync(GoogleProject.Database, GoogleProject.DatabaseInputs())),
            StringComparison.Ordinal
        );

        project.World.Now += TimeSpan.FromDays(8);
        Assert.NotNull(await project.MakeAsync(GoogleProject.Database, GoogleProject.DatabaseInputs()));
    }

    [Fact]
    public async Task A_peering_is_not_deleted_while_a_database_uses_it()
    {
        var project = await DatabaseProjectAsync();
        await project.MakeAsync(GoogleProject.Database, GoogleProject.DatabaseInputs());
        var connection = Assert.Single(project.World.List(GoogleProject.Connection));

        Assert.Contains(
            "Producer services",
            await RefusalAsync(project.DeleteAsync(GoogleProject.Connection, connection)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Two_clusters_never_share_a_range_of_services()
    {
        var project = await GoogleProject.WithAsync("container");
        const string Range = """ "location": "europe-west1", "ipAllocationPolicy": { "servicesSecondaryRangeName": "services-odd" } }""";
        await project.MakeAsync(GoogleProject.Cluster, """{ "name": "g1",""" + Range);

        Assert.Contains(
            "\"services-odd\" is already used by cluster g1",
            await RefusalAsync(project.MakeAsync(GoogleProject.Cluster, """{ "name": "g3",""" + Range)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_address_that_a_load_balancer_holds_is_not_given_up()
    {
        var project = await GoogleProject.WithAsync("compute");
        var address = await project.MakeAsync(GoogleProject.Address, """{ "name": "ingress" }""");
        project.World.Place(
            "kubernetes:helm.sh/v3:Release",
            "kubernetes/a-cluster",
            "astronomer",
            new() { ["loadBalancerIP"] = address.State["address"]!.DeepClone() }
        );

        Assert.Contains(
            "already being used by 'the load balancer of astronomer'",
            await RefusalAsync(project.DeleteAsync(GoogleProject.Address, address)),
            StringComparison.Ordinal
        );
    }

    private static async Task<GoogleProject> DatabaseProjectAsync() =>
        await (await GoogleProject.WithAsync("compute", "servicenetworking", "cloudkms", "sqladmin", "storage")).ReadyForDatabasesAsync();

    private static async Task<string> RefusalAsync(Task call) => (await Assert.ThrowsAsync<Refusal>(() => call)).Message;
}
