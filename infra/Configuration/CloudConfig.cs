namespace Infra.Configuration;

/// <summary>Which account of which cloud, and where.</summary>
/// <param name="Region">The region, in the cloud's own words.</param>
internal abstract partial record CloudConfig(string Region)
{
    /// <summary>The cloud's name, as <c>infra:cloud</c> has it.</summary>
    public abstract string Name { get; }

    /// <summary>The cloud's own name of its secret manager, for people.</summary>
    public abstract string SecretManager { get; }

    /// <summary>
    /// Does what this cloud needs. A cloud that is added here has to be named in every call, or nothing compiles; a switch would
    /// compile, and fail in an update.
    /// </summary>
    public abstract T Match<T>(Func<Gcp, T> gcp, Func<Aws, T> aws);
}
