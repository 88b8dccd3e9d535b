using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>A stack ends when somebody means it, and half an end loses nothing.</summary>
public sealed class TeardownTests
{
    // Google keeps them for ever: a delete of a key ring or key only forgets it, and a project's services and their accounts stay.
    // On AWS an attachment is gone with the group of nodes that it attached.
    private static readonly string[] Everlasting =
    [
        "gcp:kms/keyRing:KeyRing", "gcp:kms/cryptoKey:CryptoKey", "gcp:projects/service:Service", "gcp:projects/serviceIdentity:ServiceIdentity",
        "aws:autoscaling/attachment:Attachment",
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_durable_stack_that_is_made_disposable_is_destroyed_down_to_an_empty_cloud(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.World.Put(cloud == "gcp" ? "astro-prod-registry-my-project" : "astro-prod-registry-123456789012", "docker/registry/v2/blobs/one");

        var up = await stack.Edit(("infra:lifetime", "\"disposable\"")).UpAsync();
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(3, stack.Rows("astro-prod-db-g1").Count);
        var destroy = await stack.RunPulumiAsync("destroy", "--yes");

        Assert.True(destroy.Succeeded, destroy.Output);
        Assert.Empty(stack.World.Objects.Where(thing => !Everlasting.Contains(thing.Type)).Select(thing => $"{thing.Type} {thing.Name}"));
        Assert.Empty(stack.World.Backups);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_durable_stack_that_somebody_destroys_keeps_its_database_which_is_imported_again(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);

        var destroy = await stack.RunPulumiAsync("destroy", "--yes", "--skip-preview");

        // The engine stops at what is protected; the database has left the state, and stands.
        Assert.False(destroy.Succeeded);
        Assert.Equal(3, stack.Rows("astro-prod-db-g1").Count);
        // Half of the cluster is gone from the state too; it comes back as its next generation.
        stack.Edit(("infra:cluster.generation", "2"));
        var refused = await stack.PreviewAsync();
        Assert.False(refused.Succeeded, refused.Output);
        Assert.Contains("astro-prod-db-g1 is not in the stack's state, but it was made before", refused.Output, StringComparison.Ordinal);
        var import = await stack.PasteImportAsync(refused);
        Assert.True(import.Succeeded, import.Output);
        var up = await stack.UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(3, stack.Rows("astro-prod-db-g1").Count);
        Assert.Equal(stack.AddressOf("astro-prod-db-g1"), stack.AliasTarget());
        Assert.Single(stack.World.List(stack.DatabaseType));
        Assert.DoesNotContain(stack.World.Journal, change => change.Operation == Operation.Delete && change.Type == stack.DatabaseType);
    }
}
