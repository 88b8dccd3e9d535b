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

    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options = null) : this(options)
    {
        StackOutputs = RunAsync(program);
        RegisterOutputs(StackOutputs);
    }

    /// <summary>What the program put out.</summary>
    internal Task<IDictionary<string, object?>> StackOutputs { get; } =
        Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());

    /// <summary>Registers the <see cref="OutputAttribute"/> properties that a derived stack has assigned.</summary>
    internal void RegisterPropertyOutputs()
    {
        // The registration resolves the inherited outputs; those a derived class declares are the program's own.
        var outputs = (
            from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            let output = property.GetCustomAttribute<OutputAttribute>()
            where output is not null
            select KeyValuePair.Create(output.Name ?? property.Name, property.GetValue(this))).ToDictionary();

        if (outputs.Where(output => output.Value is null).Select(output => output.Key).ToList() is { Count: > 0 } missing)
        {
            throw new RunException($"Output(s) '{string.Join(", ", missing)}' have no value; assign them in the stack's constructor.");
        }
        RegisterOutputs(outputs);
    }

    // What a program throws before its first await belongs to its task as well.
    private static async Task<IDictionary<string, object?>> RunAsync(Func<Task<IDictionary<string, object?>>> program) =>
        await program().ConfigureAwait(false);

    private static ComponentResourceOptions? Convert(StackOptions? options) => options is null ? null : new()
    {
        ResourceTransformations = options.ResourceTransformations,
        ResourceTransforms = options.ResourceTransforms,
    };
}
