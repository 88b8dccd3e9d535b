namespace Infra.Foundation;

/// <summary>
/// Names in the cloud. They follow from the configuration alone, with no random part: a generation's number is never
/// used twice, so no name is burnt, and with a lost state an <c>up</c> collides loudly instead of building a second platform.
/// </summary>
/// <param name="Prefix">Sets the stacks of one project or account apart.</param>
internal sealed record PhysicalNames(string Prefix)
{
    /// <summary>The name of a thing of which there is one.</summary>
    public string Permanent(string noun) => $"{Prefix}-{noun}";

    /// <summary>The name of a thing of which each generation has its own.</summary>
    public string Of(string noun, int generation) => $"{Prefix}-{noun}-g{generation}";

    /// <summary>The name of a generation's Postgres instance.</summary>
    public string Database(int generation) => Of("db", generation);

    /// <summary>The private DNS zone that holds the database's alias.</summary>
    public string PrivateZone => $"{Prefix}.internal";

    /// <summary>The name by which everything reaches the active database, whichever generation it is.</summary>
    public string DatabaseAlias => $"db.{PrivateZone}";
}
