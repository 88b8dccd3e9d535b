using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The members of an args class that are sent; found once per class.</summary>
internal sealed class InputMembers
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
    private static readonly ConcurrentDictionary<Type, InputMembers> Known = new();
    private readonly Member[] _members;

    private InputMembers(Type type) =>
        _members = [
            // A generated list or map keeps its attribute on the private field behind it.
            .. from field in type.GetFields(Everything)
            let input = field.GetCustomAttribute<InputAttribute>()
            where input is not null
            select new Member(input, field.Name, field.GetValue),
            .. from property in type.GetProperties(Everything)
            let input = property.GetCustomAttribute<InputAttribute>()
            where input is not null
            select new Member(input, property.Name, property.GetValue),
        ];

    public static InputMembers Of(Type type) => Known.GetOrAdd(type, static type => new InputMembers(type));

    public IEnumerable<KeyValuePair<string, object?>> Read(InputArgs args)
    {
        foreach (var member in _members)
        {
            var value = member.Get(args);
            if (value is null && member.Input.IsRequired)
            {
                throw new ArgumentNullException(
                    member.Name,
                    $"[Input] {args.GetType().FullName}.{member.Name} is required but was not given a value"
                );
            }
            yield return new(member.Input.Name, value is not null && member.Input.Json ? new JsonText(value) : value);
        }
    }

    private sealed record Member(InputAttribute Input, string Name, Func<object, object?> Get);
}
