namespace Infra.Tests.Engine;

/// <summary>A stack ends when somebody means it; what half an end leaves is played by <see cref="RehearsalTests"/>.</summary>
public sealed class TeardownTests
{
    // Google keeps them for ever: a delete of a key ring or key only forgets it, and a project's services and their accounts stay.
    // On AWS an attachment is gone with the group of nodes that it attached.
    private static readonly string[] Everlasting =
    [
        "gcp:kms/keyRing:KeyRing",
        "gcp:kms/cryptoKey:CryptoKey",
        "gcp:projects/service:Service",
        "gcp:projects/serviceIdentity:ServiceIdentity",
        "aws:autoscaling/attachment:Attachment",
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_durable_stack_that_is_made_disposable_is_destroyed_down_to_an_empty_cloud(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.World.Put(
            cloud == "gcp" ? "astro-prod-registry-my-project" : "astro-prod-registry-123456789012",
            "docker/registry/v2/blobs/one"
        );

        var up = await stack.Edit(("infra:lifetime", "\"disposable\"")).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(3, stack.Rows("astro-prod-db-g1").Count);
        var destroy = await stack.TearDownAsync();

        Assert.True(destroy.Succeeded, destroy.Output);
        Assert.Empty(stack.World.Objects.Where(thing => !Everlasting.Contains(thing.Type)).Select(thing => $"{thing.Type} {thing.Name}"));
        Assert.Empty(stack.World.Backups);
    }
}
