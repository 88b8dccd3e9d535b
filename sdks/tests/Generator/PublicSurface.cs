using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sdks.Tests.Generator;

/// <summary>What a package offers a program and sends the engine, one line a member.</summary>
internal static class PublicSurface
{
    private static readonly SymbolDisplayFormat Format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeType,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeType,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
    );

    /// <summary>Public types and members with their types, nullability and attributes; and each wire name wherever it stands.</summary>
    public static SortedSet<string> Of(Compilation package) =>
        new(
            Types(package.Assembly.GlobalNamespace).Where(type => type.DeclaredAccessibility == Accessibility.Public).SelectMany(Lines),
            StringComparer.Ordinal
        );

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));

    private static IEnumerable<string> Lines(INamedTypeSymbol type)
    {
        var kind = type.IsSealed && type.TypeKind == TypeKind.Class ? "sealed " : "";
        yield return $"{kind}{type.TypeKind} {type.ToDisplayString(Format)} : {type.BaseType!.ToDisplayString(Format)}{Attributes(type)}";
        foreach (var member in type.GetMembers())
        {
            // Defaults in a constructor and operators of an enum are part of it; accessors are told with their property.
            if (member is IMethodSymbol { AssociatedSymbol: not null } || member.IsImplicitlyDeclared)
                continue;
            if (member.DeclaredAccessibility == Accessibility.Public)
                yield return member.ToDisplayString(Format) + Attributes(member);
            // An input that is a list, a map or a secret carries its wire name on a private field.
            else if (member is IFieldSymbol && Attributes(member) is { Length: > 0 } wire)
                yield return $"{type.ToDisplayString(Format)}.{member.Name}{wire}";
        }
    }

    private static string Attributes(ISymbol symbol) =>
        string.Concat(
            symbol
                .GetAttributes()
                .Where(attribute => attribute.AttributeClass!.Name is not "NullableAttribute" and not "NullableContextAttribute")
                .Select(attribute =>
                    $" [{attribute.AttributeClass!.Name}"
                    + $"({string.Join(", ", attribute.ConstructorArguments.Select(argument => argument.ToCSharpString()))})]"
                )
                .Order(StringComparer.Ordinal)
        );
}
