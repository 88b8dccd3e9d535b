using Infra.Cli.Recovery;

namespace Infra.Tests.Recovery;

/// <summary>What a person types after a loss, to the letter: a rehearsal plays it, and the worst day has no time to guess.</summary>
public sealed class RecoveryStepsTests
{
    private const string Later = """

        CLOUD: infra:airflow.paused = false
        pulumi up --stack CLOUD
        """;

    private static readonly Dictionary<(string Loss, string Cloud), string> Known = new()
    {
        [("rows", "")] =
            """
                CLOUD: infra:database.generation = 2
                CLOUD: infra:database.restore = {"pointInTime":"2026-11-23T13:02:30Z"}
                CLOUD: infra:airflow.paused = true
                pulumi up --stack CLOUD
                """ + Later,
        [("instance", "gcp")] =
            """
                gcp: infra:database.generation = 2
                gcp: infra:database.restore = {"pointInTime":"2026-11-23T13:02:30Z","deleted":"2026-11-23T13:57:10Z"}
                gcp: infra:airflow.paused = true
                pulumi up --stack gcp
                """ + Later,
        [("instance", "aws")] =
            """
                aws: infra:database.generation = 2
                aws: infra:database.restore = {"pointInTime":"2026-11-23T13:02:30Z","deleted":"db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
                aws: infra:airflow.paused = true
                pulumi up --stack aws
                """ + Later,
        [("cluster-dead", "")] = """
            CLOUD: infra:cluster.generation = 2
            pulumi up --stack CLOUD
            """,
        [("cluster-gone", "")] = """
            CLOUD: infra:cluster.generation = 2
            pulumi up --stack CLOUD
            """,
        [("cluster-and-database", "")] =
            """
                CLOUD: infra:cluster.generation = 2
                CLOUD: infra:database.generation = 2
                CLOUD: infra:database.restore = {"pointInTime":"2026-11-23T13:02:30Z"}
                CLOUD: infra:airflow.paused = true
                pulumi up --stack CLOUD
                """ + Later,
        [("zone", "")] = "wait",
        [("prometheus", "")] = "wait",
        [("redis", "")] = "wait",
        [("images", "")] = "make undelete STACK=CLOUD",
        [("region", "gcp")] = """
            pulumi stack init gcp-europe-west4
            gcp-europe-west4: as gcp
            gcp-europe-west4: infra:prefix = "astro-prod-euw4"
            gcp-europe-west4: gcp:region = "europe-west4"
            gcp-europe-west4: infra:cluster.generation = 1
            gcp-europe-west4: infra:database.generation = 1
            gcp-europe-west4: infra:copies = gone
            gcp-europe-west4: infra:database.restore = {"backup":1772442000000,"instance":"astro-prod-db-g1"}
            gcp-europe-west4: infra:identity.from = "astro-prod"
            gcp-europe-west4: infra:verification.acceptPlatform = "g1-g1"
            gcp-europe-west4: infra:airflow.paused = true
            pulumi up --stack gcp-europe-west4
            gcp-europe-west4: infra:identity.from = gone
            gcp-europe-west4: infra:verification.acceptPlatform = gone
            gcp-europe-west4: infra:database.restore = gone
            pulumi up --refresh --stack gcp-europe-west4
            gcp-europe-west4: infra:airflow.paused = false
            pulumi up --stack gcp-europe-west4
            pulumi stack output ingressAddresses --stack gcp-europe-west4
            """,
        [("region", "aws")] = """
            pulumi stack init aws-eu-west-1
            aws-eu-west-1: as aws
            aws-eu-west-1: infra:prefix = "astro-prod-euw1"
            aws-eu-west-1: aws:region = "eu-west-1"
            aws-eu-west-1: infra:cluster.generation = 1
            aws-eu-west-1: infra:database.generation = 1
            aws-eu-west-1: infra:copies = gone
            aws-eu-west-1: infra:database.restore = {"latest":true,"copy":"arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-1a2b"}
            aws-eu-west-1: infra:identity.from = "astro-prod"
            aws-eu-west-1: infra:verification.acceptPlatform = "g1-g1"
            aws-eu-west-1: infra:escrow.from = {"clusterGeneration":1,"copy":true}
            aws-eu-west-1: infra:database.formerPrefixes = ["astro-prod"]
            pulumi up --stack aws-eu-west-1
            aws s3 sync s3://astro-prod-copies-registry-eu-west-1-123456789012 s3://astro-prod-euw1-registry-123456789012 --source-region eu-west-1 --region eu-west-1
            aws-eu-west-1: infra:identity.from = gone
            aws-eu-west-1: infra:verification.acceptPlatform = gone
            aws-eu-west-1: infra:database.restore = gone
            aws-eu-west-1: infra:escrow.from = gone
            pulumi up --stack aws-eu-west-1
            pulumi stack output ingressAddresses --stack aws-eu-west-1
            """,
        [("state", "")] = """
            pulumi stack init CLOUD
            CLOUD: infra:cluster.generation = 2
            make import-file STACK=CLOUD
            pulumi import --stack CLOUD --file import.json --protect=false --generate-code=false
            make import-identity STACK=CLOUD
            pulumi preview --stack CLOUD
            pulumi up --stack CLOUD
            """,
        [("killed-up", "")] = """
            pulumi cancel --stack CLOUD
            make resume STACK=CLOUD
            pulumi up --stack CLOUD
            """,
        [("destroy", "gcp")] = """
            gcp: infra:cluster.generation = 2
            pulumi import gcp:sql/databaseInstance:DatabaseInstance database-g1 astro-prod-db-g1 --stack gcp --parent 'postgres=urn:pulumi:gcp::infra::infra:gcp:Cloud$infra:gcp:CloudSqlPostgres::postgres' --provider 'gcp=urn:pulumi:gcp::infra::infra:gcp:Cloud$pulumi:providers:gcp::gcp' --protect=false --generate-code=false
            pulumi up --stack gcp
            """,
        [("destroy", "aws")] = """
            aws: infra:cluster.generation = 2
            pulumi import aws:rds/instance:Instance database-g1 astro-prod-db-g1 --stack aws --parent 'postgres=urn:pulumi:aws::infra::infra:aws:Cloud$infra:aws:RdsPostgres::postgres' --provider 'aws=urn:pulumi:aws::infra::infra:aws:Cloud$pulumi:providers:aws::aws' --protect=false --generate-code=false
            pulumi import aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication database-copy-eu-west-1-g1 arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-1a2b --stack aws --parent 'aws=urn:pulumi:aws::infra::infra:aws:Cloud::aws' --provider 'aws-eu-west-1=urn:pulumi:aws::infra::infra:aws:Cloud$pulumi:providers:aws::aws-eu-west-1' --protect=false --generate-code=false
            pulumi up --stack aws
            """,
    };

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Each_loss_has_its_lines_and_commands_and_every_fact_stands_where_it_belongs(string cloud)
    {
        var stack = await PlannedStack.ReadAsync(SampleStack.Values(cloud), cloud);

        Assert.All(LossName.Losses, loss =>
        {
            var facts = PlannedRecovery.Facts(cloud) with { Instant = loss == Loss.Region ? null : PlannedRecovery.Facts(cloud).Instant };
            var name = LossName.Of(loss);
            Assert.Equal(
                (Known.GetValueOrDefault((name, cloud)) ?? Known[(name, "")]).Replace("CLOUD", cloud, StringComparison.Ordinal),
                PlannedRecovery.Typed(RecoverySteps.Of(stack, loss, facts, FactText.ForPeople(facts, stack.Config.Cloud)))
            );
        });
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_plan_of_one_loss_is_that_among_all_of_them(string cloud)
    {
        var all = await RecoveryPlans.AllAsync(SampleStack.Values(cloud), cloud);

        Assert.Equal(LossName.Losses, all.Select(plan => plan.Loss));
        Assert.Equal(PlannedRecovery.Typed(await PlannedRecovery.MakeAsync(cloud, Loss.Zone)), PlannedRecovery.Typed(all[(int)Loss.Zone]));
    }

    [Theory]
    [InlineData("gcp", "gcloud sql instances get-latest-recovery-time astro-prod-db-g1 --project my-project")]
    [InlineData(
        "aws",
        "aws rds describe-db-instances --db-instance-identifier astro-prod-db-g1 --region eu-central-1 --query "
            + "'DBInstances[0].LatestRestorableTime'"
    )]
    public async Task A_fact_that_is_not_known_yet_is_a_placeholder_and_the_command_that_finds_it_out_comes_first(
        string cloud,
        string command
    )
    {
        var lines = PlannedRecovery.Typed(await PlannedRecovery.MakeAsync(cloud, Loss.Rows)).Split('\n');

        Assert.Equal(command, lines[0]);
        Assert.Contains($$"""{{cloud}}: infra:database.restore = {"pointInTime":"YYYY-MM-DDTHH:MM:SSZ"}""", lines);
    }

    [Theory]
    [InlineData("gcp", "gcloud logging read", """{"pointInTime":"YYYY-MM-DDTHH:MM:SSZ","deleted":"YYYY-MM-DDTHH:MM:SSZ"}""")]
    [InlineData("aws", "aws rds describe-db-instance-automated-backups", """{"latest":true,"deleted":"db-RESOURCE_ID"}""")]
    public async Task Of_a_deleted_instance_RDS_restores_the_latest_and_Cloud_SQL_a_point_in_time_alone(
        string cloud,
        string command,
        string restore
    )
    {
        var typed = PlannedRecovery.Typed(await PlannedRecovery.MakeAsync(cloud, Loss.Instance));

        Assert.StartsWith(command, typed, StringComparison.Ordinal);
        Assert.Contains($"infra:database.restore = {restore}", typed, StringComparison.Ordinal);
        Assert.Equal(cloud == "gcp", typed.Contains("paused", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Numbers_are_counted_from_those_that_the_stack_has(string cloud)
    {
        var plan = await PlannedRecovery.MakeAsync(
            cloud,
            Loss.ClusterAndDatabase,
            PlannedRecovery.Facts(cloud),
            ("infra:cluster.generation", "4"),
            ("infra:database.generation", "7"),
            ("infra:database.createAgain", "7")
        );

        Assert.Equal(
            [
                ("infra:cluster.generation", "5"),
                ("infra:database.generation", "8"),
                ("infra:database.restore", """{"pointInTime":"2026-11-23T13:02:30Z"}"""),
                ("infra:database.createAgain", null),
                ("infra:airflow.paused", "true"),
            ],
            plan.Steps.OfType<RecoveryStep.Edit>().First().Lines
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_was_paused_before_is_not_given_back_by_a_recovery(string cloud) =>
        Assert.DoesNotContain(
            "paused",
            PlannedRecovery.Typed(await PlannedRecovery.MakeAsync(cloud, Loss.Rows, ("infra:airflow.paused", "true"))),
            StringComparison.Ordinal
        );
}
