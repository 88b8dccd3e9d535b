using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>Answers in the engine's place when a program is tested.</summary>
public interface IMocks
{
    /// <summary>What a resource's registration yields: its id and its outputs.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>What a function yields.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Told what a component or the stack puts out.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}

/// <summary>The resource a program registers.</summary>
public class MockResourceArgs
{
    /// <summary>Its type token.</summary>
    public string? Type { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its properties by wire name, as far as they are known.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>Its provider's reference.</summary>
    public string? Provider { get; set; }

    /// <summary>The id it is read or imported by.</summary>
    public string? Id { get; set; }
}

/// <summary>The function a program calls.</summary>
public class MockCallArgs
{
    /// <summary>Its token.</summary>
    public string? Token { get; set; }

    /// <summary>Its arguments by wire name.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>Its provider's reference.</summary>
    public string? Provider { get; set; }
}

/// <summary>What a component or the stack puts out.</summary>
public class MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
{
    /// <summary>The component's or stack's URN.</summary>
    public readonly string Urn = urn;

    /// <summary>The outputs by name.</summary>
    public readonly ImmutableDictionary<string, Output<object?>> Outputs = outputs;
}
