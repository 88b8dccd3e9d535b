namespace Infra.Tests.Engine;

/// <summary>An instance that is there already becomes the stack's first generation; nothing is made, and nothing in it is lost.</summary>
public sealed class AdoptionTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task An_instance_that_stands_is_adopted_as_generation_1_with_its_rows_and_afterwards_brought_to_what_the_stack_asks_for(
        string cloud
    )
    {
        await using var owner = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        await using var stack = await owner.BesideAsync(
            "heir",
            // The instance is its owner's still, and so is its copy in the other region.
            ("infra:prefix", "\"astro-heir\""),
            ("infra:copies", null),
            ("infra:database.restore", """{ "adopt": "astro-prod-db-g1" }""")
        );
        var journal = owner.World.Journal.Count;

        var adoption = await stack.UpAsync("--skip-preview");
        var up = await stack.Edit(("infra:database.restore", null)).UpAsync("--skip-preview");

        Assert.True(adoption.Succeeded, adoption.Output);
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g1"));
        Assert.False(stack.DatabaseExists("astro-heir-db-g1"));
        Assert.Equal(
            ["Update"],
            owner.World.Journal.Skip(journal).Where(change => change.Type == stack.DatabaseType).Select(change => $"{change.Operation}")
        );
        Assert.Equal("astro-prod-db-g1", (await stack.OutputAsync("databaseInstance")).GetValue<string>());
        var again = await stack.UpAsync("--skip-preview", "--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
    }
}
