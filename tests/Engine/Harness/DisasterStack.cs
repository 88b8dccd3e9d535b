namespace Infra.Tests.Engine;

/// <summary>Launched stacks whose database holds rows that can be counted.</summary>
internal static class DisasterStack
{
    /// <summary>The platform stands, and its database was written to at 13:00, 14:02:30 and 14:03; it is 15:00.</summary>
    public static async Task<RehearsedStack> WithRowsAroundTwoAsync(string cloud)
    {
        var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.At("2026-03-03T13:00:00Z").Insert("astro-prod-db-g1", "at 13:00");
        stack.At("2026-03-03T14:02:30Z").Insert("astro-prod-db-g1", "at 14:02:30");
        stack.At("2026-03-03T14:03:00Z").Insert("astro-prod-db-g1", "at 14:03");
        return stack.At("2026-03-03T15:00:00Z");
    }
}
