using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Regions that are lost: what stood there is not there any more, and nobody answers for them. What is global, or kept elsewhere, goes on.
/// </summary>
internal static class LostRegions
{
    /// <summary>
    /// Whether a thing stands in a region. A bucket's name is global, and the bucket is not; a key of Google's tells its region in its id.
    /// </summary>
    public static bool IsIn(WorldObject thing, string region) =>
        thing.Scope == region
        || Is(thing.Inputs.Text("region"), region)
        || Is(thing.Inputs.Text("location"), region)
        || thing.State.Text("bucketRegion") == region
        || thing.Id.Contains($"/locations/{region}/", StringComparison.Ordinal);

    /// <summary>Refuses a call to a region that is lost, as whoever asks finds out: nothing answers.</summary>
    public static void Require(Call call)
    {
        if (call.Content.LostRegions.FirstOrDefault(region => IsFor(call, region)) is not { } lost)
            return;
        throw new Refusal(
            call.Settings.Package == "aws"
                ? $"RequestError: send request failed, could not connect to the endpoint of {lost}"
                : $"googleapi: Error 503: The service is currently unavailable in {lost}., backendError"
        );
    }

    /// <summary>Refuses a command that names a region that is lost.</summary>
    public static void Require(World world, string[] command)
    {
        for (var place = 0; place < command.Length; place++)
        {
            var region =
                command[place] is "--region" or "--source-region" ? command.ElementAtOrDefault(place + 1)
                : command[place].StartsWith("--region=", StringComparison.Ordinal) ? command[place]["--region=".Length..]
                : null;
            if (region is not null && world.Content.LostRegions.Contains(region))
                throw new Refusal($"Could not connect to the endpoint URL: {command[1]} in {region}");
        }
    }

    private static bool IsFor(Call call, string region) =>
        call.Settings.Package switch
        {
            "aws" => !call.Rule.Global && call.Region == region,
            "gcp" => Is(call.Inputs.Text("region") ?? call.Inputs.Text("location"), region),
            _ => false,
        };

    // A bucket's location is written large.
    private static bool Is(string? written, string region) => string.Equals(written, region, StringComparison.OrdinalIgnoreCase);
}
