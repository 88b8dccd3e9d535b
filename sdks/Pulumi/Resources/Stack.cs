using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

/// <summary>The root of a stack's resources; a program may derive its own, with <see cref="OutputAttribute"/> properties.</summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    /// <summary>Registers the stack; a derived constructor makes its resources.</summary>
    public Stack(StackOptions? options = null)
        : base(RootType, $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}", Convert(options)) =>
        Deployment.Require().Stack = this;

    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options = null)
        : this(options) => RegisterOutputs(RunAsync(program));

    /// <summary>Registers the [Output] properties that a derived stack has assigned.</summary>
    internal void RegisterPropertyOutputs()
    {
        var outputs = (
            from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where !property.DeclaringType!.IsAssignableFrom(typeof(Stack))
            let output = property.GetCustomAttribute<OutputAttribute>()
            where output is not null
            select KeyValuePair.Create(output.Name ?? property.Name, property.GetValue(this))
        ).ToDictionary();

        if (outputs.Where(output => output.Value is null).Select(output => output.Key).ToList() is { Count: > 0 } missing)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", missing)}' have no value assigned; assign them in the stack's constructor."
            );
        }
        if (outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToList() is { Count: > 0 } others)
        {
            throw RunException.OutputsHaveIncorrectType(others);
        }
        RegisterOutputs(outputs);
    }

    // What a program throws before its first await belongs to its task as well.
    private static async Task<IDictionary<string, object?>> RunAsync(Func<Task<IDictionary<string, object?>>> program) =>
        (await program().ConfigureAwait(false)).ToImmutableDictionary();

    private static ComponentResourceOptions? Convert(StackOptions? options) =>
        options is null ? null : new() { ResourceTransformations = options.ResourceTransformations };
}
