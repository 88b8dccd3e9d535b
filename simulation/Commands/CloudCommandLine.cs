namespace Infra.Simulation;

/// <summary>
/// Answers the commands of <c>aws</c> and <c>gcloud</c> that the documentation tells a person to run, and that the program's own
/// commands run, from the world, as the tools would print them: <c>CloudCommandLine.Answer(world, ["gcloud", "storage", "restore",
/// "gs://BUCKET/docker/**"])</c>. What it does not know it refuses in words, and a command with an option that it does not know, too: a
/// rehearsal never passes by a command that was not understood.
/// </summary>
public static class CloudCommandLine
{
    private static readonly (string Words, string[] Options, Func<World, CommandOptions, string> Answer)[] Commands =
    [
        .. AwsCommands.Table,
        .. AwsInventoryCommands.Table,
        .. AwsOfferCommands.Table,
        .. S3Commands.Table,
        .. S3CopyCommands.Table,
        .. GcloudCommands.Table,
        .. GcloudInventoryCommands.Table,
        .. GcloudOfferCommands.Table,
        .. GcloudStorageCommands.Table,
        .. InternetCommands.Table,
    ];

    /// <summary>What the command prints.</summary>
    /// <param name="world">What it looks at, and changes.</param>
    /// <param name="command">The command and its arguments, each a word as the shell would pass it.</param>
    /// <exception cref="InvalidOperationException">The command is not known here, or the cloud refuses it; the message says
    /// which.</exception>
    public static string Answer(World world, string[] command)
    {
        try
        {
            return Find(world, command);
        }
        catch (Refusal refusal)
        {
            throw new InvalidOperationException(refusal.Message, refusal);
        }
    }

    private static string Find(World world, string[] command)
    {
        var line = string.Join(' ', command);
        if (world.Content.Offers.Silent.Find(words => line.StartsWith(words, StringComparison.Ordinal)) is { } silent)
            throw new Refusal($"{silent}: Could not connect to the endpoint");
        LostRegions.Require(world, command);
        foreach (var (words, options, answer) in Commands)
        {
            if (line == words || line.StartsWith(words + " ", StringComparison.Ordinal))
                return answer(world, CommandOptions.Parse(command, words.Split(' ').Length, options));
        }
        throw new Refusal(
            $"The simulated clouds do not know the command `{line}`. They know: {string.Join(", ", Commands.Select(one => one.Words))}."
        );
    }
}
