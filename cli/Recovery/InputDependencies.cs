using System.Collections;
using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Cli.Recovery;

/// <summary>The resources that a resource's arguments are made of, wherever in them an output stands.</summary>
/// <remarks>
/// The mocks tell what was sent and not what it came from. An output knows, even where its value has been through functions
/// that leave no trace in it; the public door to that is <see cref="OutputUtilities"/>, with the output's own type.
/// </remarks>
internal sealed class InputDependencies
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private readonly HashSet<Resource> _found = [];

    /// <summary>Finds them.</summary>
    public static async Task<HashSet<Resource>> OfAsync(ResourceArgs args)
    {
        var dependencies = new InputDependencies();
        await dependencies.WalkAsync(args);
        return dependencies._found;
    }

    private async Task WalkAsync(object? value)
    {
        switch (value)
        {
            case null or string:
                break;
            case InputArgs args:
                foreach (var member in Values(args))
                {
                    await WalkAsync(member);
                }
                break;
            case var _ when Generic(value.GetType(), typeof(Output<>)) is { } output:
                await OpenAsync(nameof(WalkOutputAsync), output, value);
                break;
            // Before the lists: an input list is a sequence too, which says nothing of an output that it is as a whole.
            case var _ when Generic(value.GetType(), typeof(Input<>)) is { } input:
                await OpenAsync(nameof(WalkInputAsync), input, value);
                break;
            case IDictionary map:
                await WalkAllAsync(map.Values);
                break;
            // An array that was never set can not be walked.
            case IEnumerable list when value is not System.Text.Json.JsonElement && !IsUnset(value):
                await WalkAllAsync(list);
                break;
            default:
                break;
        }
    }

    private async Task WalkAllAsync(IEnumerable values)
    {
        foreach (var value in values)
        {
            await WalkAsync(value);
        }
    }

    private Task WalkInputAsync<T>(Input<T> input) => WalkOutputAsync(input.ToOutput());

    private async Task WalkOutputAsync<T>(Output<T> output)
    {
        _found.UnionWith(await OutputUtilities.GetDependenciesAsync(output));
        await WalkAsync(await OutputUtilities.GetValueAsync(output));
    }

    private Task OpenAsync(string walk, Type type, object value) =>
        (Task)GetType().GetMethod(walk, Members)!.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [value])!;

    // A generated list keeps its attribute on the field behind it; arguments by wire name are one dictionary.
    private static IEnumerable<object?> Values(InputArgs args)
    {
        var (fields, properties) = (args.GetType().GetFields(Members), args.GetType().GetProperties(Members));
        return
        [
            .. fields
                .Where(field => field.IsDefined(typeof(InputAttribute)) || field.FieldType.IsAssignableTo(typeof(IDictionary)))
                .Select(field => field.GetValue(args)),
            .. properties.Where(property => property.IsDefined(typeof(InputAttribute))).Select(property => property.GetValue(args)),
        ];
    }

    private static Type? Generic(Type? type, Type definition) =>
        type is null || (type.IsGenericType && type.GetGenericTypeDefinition() == definition) ? type : Generic(type.BaseType, definition);

    private static bool IsUnset(object list) => list.GetType().GetProperty("IsDefault")?.GetValue(list) is true;
}
