using System.Collections.Immutable;
using Pulumi;

namespace Sdks.Tests.Core;

/// <summary>Arguments by wire name: upstream checks the type of each when they are made.</summary>
public sealed class DictionaryArgsTests
{
    public static TheoryData<object?> Sent =>
        [
            new TheoryDataRow<object?>(null),
            true,
            1,
            1.5,
            "text",
            Colour.Red,
            ImmutableArray.Create("text"),
            Output.Create("text"),
            Output.Create<object?>("text"),
            // What stands inside of a map of anything is checked when it is sent.
            ImmutableDictionary<string, object?>.Empty.Add("inner", (Input<string>)"text"),
            ImmutableArray.Create<object>("text"),
            ImmutableArray.Create(Union<string, int>.FromT1(1)),
        ];

    public static TheoryData<object> Refused =>
        [
            1L,
            'c',
            new ThingArgs(),
            new[] { "text" },
            new List<string> { "text" },
            new Dictionary<string, object?>(),
            ImmutableDictionary<int, string>.Empty,
            ImmutableHashSet<string>.Empty,
            Output.Create(1L),
            Output.Create(new ThingArgs()),
            new InputList<string> { "text" },
            new InputMap<string> { ["key"] = "text" },
            Task.FromResult("text"),
        ];

    [Theory]
    [MemberData(nameof(Sent), DisableDiscoveryEnumeration = true)]
    public void What_can_be_sent_is_taken(object? value)
    {
        _ = new DictionaryResourceArgs(Of(value));
        _ = new DictionaryInvokeArgs(Of(value));
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_sent_is_refused_by_its_key_and_type(object value)
    {
        foreach (
            var make in (Func<ImmutableDictionary<string, object?>, InputArgs>[])
                [of => new DictionaryResourceArgs(of), of => new DictionaryInvokeArgs(of)]
        )
        {
            var error = Assert.Throws<InvalidOperationException>(() => make(Of(value)));
            Assert.StartsWith("dictionary['key'] contains invalid type ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_function_takes_inputs_and_a_resource_does_not()
    {
        Input<string> input = "text";

        _ = new DictionaryInvokeArgs(Of(input));

        Assert.Throws<InvalidOperationException>(() => new DictionaryResourceArgs(Of(input)));
        Assert.Throws<InvalidOperationException>(() => new DictionaryInvokeArgs(Of((Input<long>)1L)));
    }

    private static ImmutableDictionary<string, object?> Of(object? value) => ImmutableDictionary<string, object?>.Empty.Add("key", value);
}
