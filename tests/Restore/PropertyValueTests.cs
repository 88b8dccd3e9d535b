using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;

namespace Infra.Tests.Restore;

/// <summary>What a hook compares: a secret property comes as an output, and is compared by its value.</summary>
public sealed class PropertyValueTests
{
    [Fact]
    public async Task A_secret_property_is_compared_by_its_value()
    {
        var (first, same, other) = (await PlainAsync("one"), await PlainAsync("one"), await PlainAsync("two"));

        Assert.True(PropertyValue.AreEqual(first, same));
        Assert.False(PropertyValue.AreEqual(first, other));
    }

    [Fact]
    public async Task A_value_that_is_a_secret_only_once_is_the_same_value()
    {
        var plain = await PropertyValue.PlainAsync(ImmutableDictionary<string, object?>.Empty.Add("name", "one"));

        Assert.True(PropertyValue.AreEqual(await PlainAsync("one"), plain));
    }

    [Fact]
    public async Task Lists_and_maps_are_compared_deep_down()
    {
        Assert.True(PropertyValue.AreEqual(await PropertyValue.PlainAsync(Nested(1)), await PropertyValue.PlainAsync(Nested(1))));
        Assert.False(PropertyValue.AreEqual(await PropertyValue.PlainAsync(Nested(1)), await PropertyValue.PlainAsync(Nested(2))));
    }

    private static ImmutableDictionary<string, object?> Nested(double number) =>
        ImmutableDictionary<string, object?>.Empty.Add(
            "settings",
            ImmutableDictionary<string, object?>.Empty.Add("list", ImmutableArray.Create<object?>("a", number, null))
        );

    private static Task<ImmutableDictionary<string, object?>> PlainAsync(string value) =>
        PropertyValue.PlainAsync(ImmutableDictionary<string, object?>.Empty.Add("name", Output.CreateSecret<object?>(value)));
}
