namespace Pulumi.Testing;

/// <summary>Mocks that yield nothing.</summary>
public class EmptyMocks : IMocks
{
    /// <inheritdoc/>
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
        Task.FromResult<(string?, object)>(("", new Dictionary<string, object>()));

    /// <inheritdoc/>
    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(new Dictionary<string, object>());
}
