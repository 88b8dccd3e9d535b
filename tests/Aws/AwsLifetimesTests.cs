namespace Infra.Tests.Aws;

/// <summary>How AWS' clusters and node groups live; what lives how long is in <see cref="Lifetimes.OptionsMatrix"/>.</summary>
public sealed class AwsLifetimesTests
{
    [Fact]
    public async Task A_cluster_is_given_an_hour_to_come_and_to_go() =>
        Assert.Equal(
            (TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(60)),
            Assert.Single(await Declared(), resource => resource.Name == "cluster-g1").Options.CustomTimeouts is { } timeouts
                ? (timeouts.Create, timeouts.Update, timeouts.Delete)
                : default
        );

    [Fact]
    public async Task The_desired_size_of_a_node_group_is_the_autoscalers() =>
        Assert.All((await Declared()).Where(resource => resource.Type == "aws:eks/nodeGroup:NodeGroup"), group =>
            Assert.Contains("scalingConfig.desiredSize", ((Pulumi.CustomResourceOptions)group.Options).IgnoreChanges)
        );

    [Fact]
    public async Task Every_role_is_inside_the_permissions_boundary_that_is_given()
    {
        const string Boundary = "arn:aws:iam::123456789012:policy/astro-boundary";
        var roles = (await Declared(("infra:aws.permissionsBoundary", $"\"{Boundary}\"")))
            .Where(resource => resource.Type == "aws:iam/role:Role")
            .ToList();

        Assert.True(roles.Count > 5);
        Assert.All(roles, role => Assert.Equal(Boundary, role.Inputs["permissionsBoundary"]));
        Assert.All((await Declared()).Where(resource => resource.Type == "aws:iam/role:Role"), role =>
            Assert.False(role.Inputs.ContainsKey("permissionsBoundary"))
        );
    }

    private static async Task<List<DeclaredResource>> Declared(params (string Path, string? Json)[] edits) =>
        [
            .. (await SampleStack.EvaluateAsync("aws", edits)).Resources.Where(resource =>
                resource.Type.StartsWith("aws:", StringComparison.Ordinal)
            ),
        ];
}
