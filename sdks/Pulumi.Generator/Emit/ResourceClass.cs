using System.Collections.Immutable;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>The class of a resource or of the provider.</summary>
internal sealed class ResourceClass(ResourceSchema resource, PackageSchema package, Naming naming, TypeNames types)
{
    private readonly string _name = Naming.ClassOf(resource.Token);
    private readonly string _space = naming.NamespaceOf(resource.Token);
    private readonly bool _isKubernetes = package.IsKubernetes && !resource.IsProvider;
    private readonly ImmutableArray<Property> _constants = [.. resource.Inputs.Where(input => input.Constant is not null)];

    internal string Name => resource.IsProvider ? "Provider" : _name;

    internal string ArgsName => $"{Name}Args";

    internal string StateName => $"{Name}State";

    internal void Write(CodeWriter code)
    {
        code.Line($"[{naming.ResourceTypeAttribute}(\"{resource.Token}\")]");
        using (code.Block($"public partial class {Name} : {BaseClass}"))
        {
            foreach (var output in resource.Outputs)
            {
                code.Line($"[Output(\"{output.Name}\")]")
                    .Line(
                        $"public Output<{types.Output(output.Type, !output.Required, _space)}> {Naming.PropertyOf(output)} {{ get; "
                            + "private set; } = null!;"
                    )
                    .Line();
            }
            WriteConstructor(code);
            if (!resource.IsProvider)
                WriteGet(code);
            if (!_constants.IsEmpty)
                WriteConstants(code);
            WriteOptions(code);
        }
    }

    private string BaseClass =>
        resource.IsProvider ? "global::Pulumi.ProviderResource"
        : _isKubernetes ? "KubernetesResource"
        : "global::Pulumi.CustomResource";

    /// <summary>The Args class as this class names it: Kubernetes' stands in another namespace.</summary>
    private string ArgsType => _isKubernetes ? $"{naming.ArgsNamespaceOf(resource)}.{ArgsName}" : ArgsName;

    private string TypeToken => resource.IsProvider ? package.Name : resource.Token;

    private void WriteConstructor(CodeWriter code)
    {
        var isOptional = _isKubernetes || !resource.Inputs.Any(input => input.Required);
        var parameter = isOptional ? $"{ArgsType}? args = null" : $"{ArgsType} args";
        var args = _constants.IsEmpty ? $"args ?? new {ArgsType}()" : "WithConstants(args)";
        code.Line($"public {Name}(string name, {parameter}, CustomResourceOptions? options = null)")
            .Line($"    : base(\"{TypeToken}\", name, {args}, WithDefaults(options, null))")
            .Line("{")
            .Line("}")
            .Line();
    }

    private void WriteGet(CodeWriter code)
    {
        var (parameter, passed, given) = resource.State is null ? ("", "", "null") : ($"{StateName}? state = null, ", "state, ", "state");
        code.Line($"private {Name}(string name, Input<string> id, {parameter}CustomResourceOptions? options = null)")
            .Line($"    : base(\"{TypeToken}\", name, {given}, WithDefaults(options, id))")
            .Line("{")
            .Line("}")
            .Line()
            .Line($"public static {Name} Get(string name, Input<string> id, {parameter}CustomResourceOptions? options = null) =>")
            .Line($"    new {Name}(name, id, {passed}options);")
            .Line();
    }

    private void WriteConstants(CodeWriter code)
    {
        using (code.Block($"private static {ArgsType} WithConstants({ArgsType}? args)"))
        {
            code.Line($"args ??= new {ArgsType}();");
            foreach (var constant in _constants)
                code.Line($"args.{Naming.PropertyOf(constant)} = {constant.Constant};");
            code.Line("return args;");
        }
        code.Line();
    }

    private void WriteOptions(CodeWriter code)
    {
        using (code.Block("private static CustomResourceOptions WithDefaults(CustomResourceOptions? options, Input<string>? id)"))
        {
            code.Line($"var defaults = new CustomResourceOptions {{ Version = Utilities.Version{Lists()} }};")
                .Line("var merged = CustomResourceOptions.Merge(defaults, options);")
                .Line("merged.Id = id ?? merged.Id;")
                .Line("return merged;");
        }
    }

    private string Lists() =>
        List("AdditionalSecretOutputs", output => output.Secret) + List("ReplaceOnChanges", output => output.ReplaceOnChanges);

    private string List(string option, Func<Property, bool> isMeant)
    {
        var names = resource.Outputs.Where(isMeant).Select(output => $"\"{output.Name}\"").ToList();
        return names.Count == 0 ? "" : $", {option} = {{ {string.Join(", ", names)} }}";
    }
}
