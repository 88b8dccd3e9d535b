using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>The C# names of a package's tokens and properties.</summary>
internal sealed class Naming(PackageSchema package)
{
    internal string Root { get; } = $"Pulumi.{Title(package.Name)}";

    internal string ResourceTypeAttribute { get; } = $"{Title(package.Name)}ResourceType";

    /// <summary>Class name of a resource, the bare name of a type.</summary>
    internal static string ClassOf(string token) => Title(token.Split(':')[2]);

    /// <summary>Class name of a nested type: Kubernetes has no Get that takes state, so no third form either.</summary>
    internal static string ClassOf(string token, Direction direction) =>
        ClassOf(token)
        + direction switch
        {
            Direction.Input => "Args",
            Direction.State => "GetArgs",
            _ => "",
        };

    internal string NamespaceOf(string token) => Join(Root, ModuleOf(token));

    /// <summary>Bridged providers: Pulumi.Aws.Rds.Inputs. Kubernetes: Pulumi.Kubernetes.Types.Inputs.Core.V1.</summary>
    internal string NamespaceOf(string token, Direction direction)
    {
        var side = direction == Direction.Output ? "Outputs" : "Inputs";
        return package.IsKubernetes ? Join($"{Root}.Types.{side}", ModuleOf(token)) : $"{NamespaceOf(token)}.{side}";
    }

    /// <summary>The namespace of a resource's Args class; Kubernetes keeps it with the nested types.</summary>
    internal string ArgsNamespaceOf(ResourceSchema resource) =>
        package.IsKubernetes && !resource.IsProvider ? NamespaceOf(resource.Token, Direction.Input) : NamespaceOf(resource.Token);

    internal static string PropertyOf(Property property) => property.CSharpName ?? Title(property.Name);

    internal static string ParameterOf(Property property) =>
        SyntaxFacts.GetKeywordKind(property.Name) == SyntaxKind.None ? property.Name : $"@{property.Name}";

    internal static string FieldOf(Property property) => $"_{property.Name}";

    /// <summary>
    /// aws:rds/instance:Instance is in the module rds, which C# spells Rds; the parts of a module without a spelling are titled.
    /// The root module has a namespace of its own only where one is given for "".
    /// </summary>
    private string ModuleOf(string token)
    {
        if (token.StartsWith("pulumi:providers:", StringComparison.Ordinal))
            return "";
        var middle = token.Split(':')[1];
        var module = Regex.Match(middle, package.ModuleFormat) is { Success: true } match ? match.Groups[1].Value : middle;
        if (module == "index")
            module = "";
        return package.Namespaces.GetValueOrDefault(module) ?? string.Join(".", module.Split('/').Select(Title));
    }

    private static string Join(string parent, string child) => child == "" ? parent : $"{parent}.{child}";

    /// <summary>Upper-cases the first letter, and each one that follows something no identifier has: a-b is AB.</summary>
    internal static string Title(string name)
    {
        var title = new StringBuilder(name.Length);
        var upper = true;
        foreach (var character in name)
        {
            if (SyntaxFacts.IsIdentifierPartCharacter(character))
                title.Append(upper ? char.ToUpperInvariant(character) : character);
            upper = !SyntaxFacts.IsIdentifierPartCharacter(character);
        }
        return title.ToString();
    }
}
