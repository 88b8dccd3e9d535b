using System.Text.RegularExpressions;
using Infra.Simulation;

namespace Infra.Tests.Simulation;

/// <summary>
/// The commands that README tells a person to run work against the simulated clouds as they stand there, and others are refused in
/// words.
/// </summary>
public sealed partial class CloudCommandLineTests
{
    private readonly World _world = new(Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "world"));

    [Fact]
    public void Every_command_of_a_cloud_that_README_gives_is_known()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var commands = Command().Matches(readme).Select(match => match.Value.Trim('`')).ToList();
        Assert.Contains(commands, command => command.StartsWith("aws rds", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.StartsWith("gcloud storage", StringComparison.Ordinal));

        // Nothing stands in this world: the cloud may refuse, and the simulation may not.
        Assert.All(commands, command =>
            Assert.DoesNotContain(
                "simulated clouds",
                Record.Exception(() => CloudCommandLine.Answer(_world, Shell(command)))?.Message ?? "",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void A_deleted_image_comes_back_by_its_delete_marker()
    {
        _world.Place(SimulatedBucket.S3, "aws", "images");
        _world.Place(
            "aws:s3/bucketVersioning:BucketVersioning",
            "aws",
            "images",
            new()
            {
                ["bucket"] = "images",
                ["versioningConfiguration"] = new System.Text.Json.Nodes.JsonObject { ["status"] = "Enabled" },
            }
        );
        _world.Put("images", "docker/one");
        _world.Bucket("images").Delete("docker/one");

        var marker = Answer(
                "aws s3api list-object-versions --bucket images --prefix docker/ --query DeleteMarkers[].[Key,VersionId] --output text"
            )
            .TrimEnd()
            .Split('\t');
        Answer($"aws s3api delete-object --bucket images --key {marker[0]} --version-id {marker[1]}");

        Assert.Equal(["docker/one"], _world.Bucket("images").Keys);
    }

    [Fact]
    public void Soft_deleted_images_are_restored_by_a_pattern()
    {
        _world.Place(SimulatedBucket.Gcs, "gcp", "images");
        foreach (var key in (string[])["docker/registry/one", "docker/two", "other/three"])
        {
            _world.Put("images", key);
            _world.Bucket("images").Delete(key);
        }

        Answer("gcloud storage restore gs://images/docker/**");

        Assert.Equal("gs://images/docker/registry/one\ngs://images/docker/two\n", Answer("gcloud storage ls gs://images/**"));
        Assert.Contains("matched no objects", Refused("gcloud storage restore gs://images/nothing/**"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws ec2 terminate-instances", "do not know the command `aws ec2 terminate-instances`")]
    [InlineData("gcloud storage restore gs://images/** --if-generation-match=3", "does not know the option --if-generation-match")]
    [InlineData("gcloud sql backups list", "required: --instance")]
    [InlineData("aws rds describe-db-snapshots --region eu-central-1 --output table", "print no table")]
    [InlineData(
        "aws rds describe-db-snapshots --region eu-central-1 --query sort_by(DBSnapshots,&SnapshotCreateTime)",
        "do not understand the query"
    )]
    public void What_is_not_known_is_refused_in_words(string command, string expected) =>
        Assert.Contains(expected, Refused(command), StringComparison.Ordinal);

    private string Answer(string command) => CloudCommandLine.Answer(_world, command.Split(' '));

    private string Refused(string command) => Assert.Throws<InvalidOperationException>(() => Answer(command)).Message;

    // As far as the commands of README need a shell: quotes keep blanks together.
    private static string[] Shell(string command) => [.. Word().Matches(command).Select(word => word.Value.Trim('\''))];

    [GeneratedRegex(@"`(aws|gcloud) [^`]+`|(?<=^\s*# RDS:\s+)aws [^\n]+", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
