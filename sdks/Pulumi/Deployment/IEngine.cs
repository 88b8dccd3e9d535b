using Pulumi.Protocol;

namespace Pulumi;

/// <summary>Where messages go.</summary>
internal interface IEngine
{
    Task LogAsync(LogRequest request);
}
