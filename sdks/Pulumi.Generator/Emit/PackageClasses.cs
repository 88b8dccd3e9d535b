using System.Collections.Immutable;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>All classes of a package, one file each.</summary>
internal sealed class PackageClasses
{
    private readonly PackageSchema _package;
    private readonly Naming _naming;
    private readonly TypeNames _types;
    private readonly ImmutableArray<GeneratedFile>.Builder _files = ImmutableArray.CreateBuilder<GeneratedFile>();

    private PackageClasses(PackageSchema package)
    {
        _package = package;
        _naming = new Naming(package);
        _types = new TypeNames(_naming, package);
    }

    internal static ImmutableArray<GeneratedFile> Of(PackageSchema package)
    {
        var classes = new PackageClasses(package);
        classes.AddResource(package.Provider);
        foreach (var resource in package.Resources)
            classes.AddResource(resource);
        classes.AddNestedTypes();
        foreach (var schema in package.Enums)
            classes.Add(classes._naming.NamespaceOf(schema.Token), Naming.ClassOf(schema.Token), code => EnumStruct.Write(code, schema));
        classes.Add(classes._naming.Root, "Utilities", code => UtilitiesClass.Write(code, package, classes._naming));
        return classes._files.ToImmutable();
    }

    private void AddResource(ResourceSchema resource)
    {
        var space = _naming.NamespaceOf(resource.Token);
        var emitted = new ResourceClass(resource, _package, _naming, _types);
        Add(space, emitted.Name, emitted.Write);
        AddArgs(_naming.ArgsNamespaceOf(resource), space, emitted.ArgsName, resource.Inputs, Direction.Input, asJson: resource.IsProvider);
        if (resource.State is { } state)
            AddArgs(space, space, emitted.StateName, state, Direction.State);
    }

    /// <summary>A nested type gets a class for each direction that some resource needs it in.</summary>
    private void AddNestedTypes()
    {
        var uses = TypeUses.Of(_package);
        foreach (var type in _package.Objects)
        {
            var viewer = _naming.NamespaceOf(type.Token);
            foreach (var direction in (Direction[])[Direction.Input, Direction.State, Direction.Output])
            {
                if (!uses.Contains((type.Token, direction)))
                    continue;
                var space = _naming.NamespaceOf(type.Token, direction);
                var name = Naming.ClassOf(type.Token, direction);
                if (direction == Direction.Output)
                    Add(space, name, code => new OutputClass(_types, viewer, _package.IsKubernetes).Write(code, name, type.Properties));
                else
                    AddArgs(space, viewer, name, type.Properties, direction);
            }
        }
    }

    private void AddArgs(
        string space,
        string viewer,
        string name,
        ImmutableArray<Property> properties,
        Direction direction,
        bool asJson = false
    )
    {
        // Pulumi.Kubernetes leaves its Args open to be derived from, except the provider's.
        var isSealed = !_package.IsKubernetes || asJson;
        Add(space, name, code => new ArgsClass(_types, direction, viewer, isSealed, asJson).Write(code, name, properties));
    }

    private void Add(string space, string className, Action<CodeWriter> write) => _files.Add(GeneratedFile.Of(space, className, write));
}
