using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Runs when an operation has failed; whether to try it again.</summary>
public delegate Task<bool> ErrorHookCallback(ErrorHookArgs args, CancellationToken cancellationToken = default);

/// <summary>Something to run when operations of resources that bind it fail.</summary>
public class ErrorHook
{
    /// <summary>Registers a hook; a name can be registered once in a program.</summary>
    public ErrorHook(string name, ErrorHookCallback callback)
    {
        (Name, Callback) = (name, callback);
        var deployment = Deployment.Require();
        Registered = deployment.Track(deployment.Hooks.RegisterAsync(this));
    }

    /// <summary>The name, unique in a program.</summary>
    public string Name { get; }

    /// <summary>What runs.</summary>
    public ErrorHookCallback Callback { get; }

    /// <summary>A resource may bind the hook after this.</summary>
    internal Task Registered { get; }
}

/// <summary>The operation that failed.</summary>
public class ErrorHookArgs(
    string urn, string id, string name, string type,
    ImmutableDictionary<string, object?>? newInputs = null, ImmutableDictionary<string, object?>? oldInputs = null,
    ImmutableDictionary<string, object?>? oldOutputs = null, string failedOperation = "", IReadOnlyList<string>? errors = null)
{
    /// <summary>The resource's URN.</summary>
    public string Urn { get; } = urn;

    /// <summary>The resource's id; empty before it is created.</summary>
    public string Id { get; } = id;

    /// <summary>The resource's name.</summary>
    public string Name { get; } = name;

    /// <summary>The resource's type token.</summary>
    public string Type { get; } = type;

    /// <summary>Inputs the operation was to lead to.</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; } = newInputs;

    /// <summary>Inputs before the operation.</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; } = oldInputs;

    /// <summary>Outputs before the operation.</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; } = oldOutputs;

    /// <summary>The operation: create, update or delete.</summary>
    public string FailedOperation { get; } = failedOperation;

    /// <summary>The errors so far, the latest first.</summary>
    public IReadOnlyList<string> Errors { get; } = errors ?? [];
}
