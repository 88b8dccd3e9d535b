using System.Collections.Immutable;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>Which account of which cloud, and where.</summary>
/// <param name="Region">The region, in the cloud's own words.</param>
internal abstract partial record CloudConfig(string Region)
{
    /// <summary>What <see cref="Place"/> says of a network that the stack makes.</summary>
    protected const string OwnNetwork = "the stack's own";

    /// <summary>What <see cref="Place"/> says of something that is there already and may be named, where none is.</summary>
    protected const string NoneNamed = "none named";

    /// <summary>The cloud's name, as <c>infra:cloud</c> has it.</summary>
    public abstract string Name { get; }

    /// <summary>The cloud's own name of its secret manager, for people.</summary>
    public abstract string SecretManager { get; }

    /// <summary>
    /// Where the cloud's things stand and what encrypts them, by the keys that say it; a stack keeps for ever what it was born with.
    /// </summary>
    /// <param name="names">The stack's names.</param>
    public abstract ImmutableSortedDictionary<string, string> Place(PhysicalNames names);

    /// <summary>
    /// Does what this cloud needs. A cloud that is added here has to be named in every call, or nothing compiles; a switch would
    /// compile, and fail in an update.
    /// </summary>
    public abstract T Match<T>(Func<Gcp, T> gcp, Func<Aws, T> aws);
}
