using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>The .NET types that a property may have, as upstream has it: it refuses every other before anything is sent.</summary>
internal static class PropertyType
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(bool),
        typeof(int),
        typeof(double),
        typeof(string),
        typeof(object),
        typeof(AssetOrArchive),
        typeof(JsonElement),
    ];

    private static readonly HashSet<Type> Generic = [typeof(Nullable<>), typeof(Union<,>), typeof(ImmutableArray<>), typeof(Output<>)];

    /// <summary>Checks the type of each value of a dictionary of arguments; an output stands for its value's type.</summary>
    /// <param name="dictionary">The arguments.</param>
    /// <param name="takesInputs">Whether an input may stand where an output may: for a function, and not for a resource.</param>
    public static ImmutableDictionary<string, object?> Check(ImmutableDictionary<string, object?> dictionary, bool takesInputs)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        var seen = new HashSet<Type>();
        foreach (var (key, value) in dictionary)
        {
            if (value?.GetType() is not { } type)
            {
                continue;
            }
            var isInput = type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(Input<>);
            Check($"dictionary['{key}']", takesInputs && isInput ? type.GenericTypeArguments[0] : type, seen);
        }
        return dictionary;
    }

    /// <summary>Checks a type and the types in it.</summary>
    /// <param name="context">The place of the type, for an error.</param>
    /// <param name="type">The type.</param>
    /// <param name="seen">The types that need no second look; a type may hold itself.</param>
    public static void Check(string context, Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || Plain.Contains(type) || type.IsAssignableTo(typeof(Resource)) || IsNamed(type))
        {
            return;
        }
        if (type.IsConstructedGenericType)
        {
            CheckGeneric(context, type, seen);
            return;
        }
        if (!type.IsDefined(typeof(OutputTypeAttribute), inherit: false))
        {
            throw new InvalidOperationException(
                $"{context} contains invalid type {type.FullName}. Allowed are bool, int, double, string, JsonElement, a resource, "
                    + "ImmutableArray<T>, ImmutableDictionary<string, T> and a class marked with [OutputType]."
            );
        }
        foreach (var parameter in ObjectConverter.ConstructorOf(type).GetParameters())
        {
            Check($"{type.FullName}({parameter.Name})", parameter.ParameterType, seen);
        }
    }

    private static bool IsNamed(Type type) =>
        (type.IsEnum && Enum.GetUnderlyingType(type) == typeof(int)) || NamedValue.Of(type) is not null;

    private static void CheckGeneric(string context, Type type, HashSet<Type> seen)
    {
        var generic = type.GetGenericTypeDefinition();
        var arguments = type.GenericTypeArguments;
        if (generic == typeof(ImmutableDictionary<,>))
        {
            if (arguments[0] != typeof(string))
            {
                throw new InvalidOperationException(
                    $"{context} contains invalid type {type}; the keys of an ImmutableDictionary must be strings."
                );
            }
            Check(context, arguments[1], seen);
            return;
        }
        if (!Generic.Contains(generic))
        {
            throw new InvalidOperationException(
                $"{context} contains invalid type {type}; of generic types it takes ImmutableArray<T> and ImmutableDictionary<string, T>, "
                    + "and an Output<T> of what is allowed."
            );
        }
        foreach (var argument in arguments)
        {
            Check(context, argument, seen);
        }
    }
}
