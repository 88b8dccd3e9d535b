using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What a program can ask of the deployment it runs in.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(Deployment deployment) => Deployment = deployment;

    /// <summary>The stack's name.</summary>
    public string StackName => Deployment.Settings.Stack;

    /// <summary>The project's name.</summary>
    public string ProjectName => Deployment.Settings.Project;

    /// <summary>The folder that holds Pulumi.yaml.</summary>
    public string RootDirectory =>
        Deployment.Settings.RootDirectory
        ?? throw new InvalidOperationException("This Pulumi CLI, or this test, does not say which folder holds Pulumi.yaml.");

    /// <summary>The organization's name.</summary>
    public string OrganizationName => Deployment.Settings.Organization;

    /// <summary>Whether this is a preview.</summary>
    public bool IsDryRun => Deployment.Settings.IsDryRun;

    internal Deployment Deployment { get; }

    /// <summary>Calls a provider's function; unknown arguments make the result unknown.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invocation(token, args, options).ToOutput<T>();

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        Invoke<T>(token, args, (InvokeOptions)options);

    /// <summary>Calls a provider's function whose result is the one property of an object.</summary>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invocation(token, args, options).ToOutput<ImmutableDictionary<string, T>>().Apply(result => result.Values.First());

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        InvokeSingle<T>(token, args, (InvokeOptions)options);

    /// <summary>Calls a provider's function with plain values.</summary>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invocation(token, args, options).ToTask<T>();

    /// <summary>Calls a provider's function with plain values whose result is the one property of an object.</summary>
    public async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        (await Invocation(token, args, options).ToTask<ImmutableDictionary<string, T>>().ConfigureAwait(false)).Values.First();

    /// <summary>Calls a provider's function with plain values and leaves its result.</summary>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) => InvokeAsync<object>(token, args, options);

    private Invocation Invocation(string token, InvokeArgs? args, InvokeOptions? options) =>
        new(Deployment, token, args ?? InvokeArgs.Empty, options ?? new());
}
