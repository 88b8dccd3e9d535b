namespace Pulumi.Testing;

/// <summary>
/// The stack of a program that is tested as a function; as upstream, its outputs are handed to the test and not to the mocks.
/// </summary>
internal sealed class TestStack : Stack
{
    public TestStack(Func<Task<IDictionary<string, object?>>> createResources) => Outputs = createResources().GetAwaiter().GetResult();

    public IDictionary<string, object?> Outputs { get; }
}
