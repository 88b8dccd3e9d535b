using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Google.Protobuf.WellKnownTypes;
using Pulumi;
using Pulumi.Serialization;
using Pulumi.Utilities;

namespace Sdks.Tests.Core;

public sealed class WireTests
{
    private readonly List<string> _warnings = [];

    [Property]
    public async Task A_map_of_texts_and_numbers_is_read_as_it_was_written(
        Dictionary<NonNull<string>, int> numbers,
        NonNull<string>[] texts,
        bool flag,
        NormalFloat fraction
    )
    {
        var value = new Dictionary<string, object?>
        {
            ["numbers"] = numbers.ToDictionary(entry => "k" + entry.Key.Get, entry => entry.Value),
            ["texts"] = texts.Select(text => text.Get).ToArray(),
            ["flag"] = flag,
            ["fraction"] = fraction.Get,
        };
        var read = Read<ImmutableDictionary<string, object?>>(await WriteAsync(value)).Value;
        Assert.Equal(
            numbers.ToDictionary(entry => "k" + entry.Key.Get, entry => (object?)(double)entry.Value),
            (IDictionary<string, object?>)(ImmutableDictionary<string, object?>)read["numbers"]!
        );
        Assert.Equal(texts.Select(text => (object?)text.Get), (ImmutableArray<object?>)read["texts"]!);
        Assert.Equal((flag, fraction.Get), (read["flag"], read["fraction"]));
    }

    [Fact]
    public void What_is_unknown_in_any_part_is_unknown_as_a_whole()
    {
        Assert.False(Read<int>(WireValue.Unknown).IsKnown);
        Assert.False(Read<ImmutableArray<string>>(Value.ForList(WireValue.Unknown)).IsKnown);
        // A part that the type does not have counts too.
        Assert.False(Read<Shape>(Value.ForStruct(new() { Fields = { ["other"] = WireValue.Unknown } })).IsKnown);
    }

    [Fact]
    public async Task A_secret_inside_a_list_keeps_its_wrapper_and_the_rest_stays_plain()
    {
        InputList<string> list = new Input<string>[] { "plain", Output.CreateSecret("hidden"), OutputUtilities.CreateUnknown("") };
        var elements = (await WriteAsync(list)).ListValue.Values;
        Assert.Equal("plain", elements[0].StringValue);
        Assert.Equal(Signature.Secret, WireValue.SignatureOf(elements[1]));
        Assert.Equal("hidden", elements[1].StructValue.Fields["value"].StringValue);
        Assert.Equal(Signature.Unknown, elements[2].StringValue);
    }

    [Fact]
    public async Task A_secret_anywhere_makes_what_is_read_secret()
    {
        var state = Read<ImmutableDictionary<string, int>>(
            await WriteAsync(new Dictionary<string, object?> { ["a"] = Output.CreateSecret(1) })
        );
        Assert.True(state.IsSecret);
        Assert.Equal(1, state.Value["a"]);
    }

    [Theory]
    [InlineData(1.5, 1)]
    [InlineData(-1.5, -1)]
    [InlineData(1_700_000_000_000, int.MaxValue)]
    public void A_number_that_is_no_int_is_cut_to_one(double number, int expected)
    {
        Assert.Equal(expected, Read<int>(Value.ForNumber(number)).Value);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_the_types_default_and_a_warning_that_names_it()
    {
        var value = Value.ForStruct(
            new() { Fields = { ["ports"] = Value.ForList(Value.ForNumber(1), Value.ForString("two")), ["names"] = Value.ForString("one") } }
        );

        var read = Read<ImmutableDictionary<string, ImmutableArray<int>>>(value).Value;

        Assert.Equal([1, 0], read["ports"]);
        Assert.True(read["names"].IsDefault);
        Assert.Equal(
            ["value.names is a string, not a list.", "value.ports[1] is a string, not a number."],
            _warnings.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void An_objects_part_of_the_wrong_kind_is_its_default_and_the_rest_is_read()
    {
        var shape = Read<Shape>(
            Value.ForStruct(
                new()
                {
                    Fields =
                    {
                        ["colour"] = Value.ForNumber(1),
                        ["either"] = Value.ForBool(true),
                        ["inner"] = Value.ForStruct(new()),
                    },
                }
            )
        ).Value;

        Assert.NotNull(shape.Inner);
        Assert.Equal(
            [
                "value.colour is a number, not a string.",
                "value.either is a boolean, not a string. value.either is a boolean, not a number.",
            ],
            _warnings.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_engines_own_notes_on_an_object_are_no_part_of_it() =>
        Assert.Equal(
            ["a"],
            Read<ImmutableDictionary<string, string>>(
                Value.ForStruct(new() { Fields = { ["a"] = Value.ForString("x"), ["__defaults"] = Value.ForList() } })
            ).Value.Keys
        );

    [Fact]
    public async Task A_value_the_wire_does_not_know_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(new Dictionary<string, object?> { ["big"] = 1L }));
        Assert.StartsWith("value.big is a System.Int64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_values_unions_and_nested_objects_are_read_as_they_were_written()
    {
        var wire = await WriteAsync(
            new Dictionary<string, object?>
            {
                ["colour"] = Colour.Red,
                ["either"] = Union<string, int>.FromT1(7),
                ["inner"] = new Dictionary<string, object?> { ["colour"] = "blue" },
            }
        );
        Assert.Equal("RED", wire.StructValue.Fields["colour"].StringValue);
        var shape = Read<Shape>(wire).Value;
        Assert.Equal((Colour.Red, 7), (shape.Colour, shape.Either.AsT1));
        Assert.Equal("blue", shape.Inner!.Colour.ToString());
        Assert.Null(shape.Inner.Inner);
        Assert.Equal(wire.StructValue.Fields["inner"], (await WriteAsync(shape)).StructValue.Fields["inner"]);
    }

    [Fact]
    public async Task A_list_that_was_absent_is_sent_as_an_empty_one() =>
        Assert.Empty((await WriteAsync(default(ImmutableArray<string>))).ListValue.Values);

    [Fact]
    public async Task A_map_that_was_absent_is_sent_as_absent() =>
        Assert.Equal(
            Value.KindOneofCase.NullValue,
            (await WriteAsync((InputMap<string>)Output.Create((ImmutableDictionary<string, string>)null!))).KindCase
        );

    [Fact]
    public async Task A_map_takes_a_key_again_only_with_the_same_value()
    {
        InputMap<string> map = new() { ["a"] = "x" };
        map.Add("a", "x");
        Assert.Equal("x", (await WriteAsync(map)).StructValue.Fields["a"].StringValue);

        map.Add("a", "y");
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(map));
    }

    private static Task<Value> WriteAsync(object? value) => WireWriter.OfIds().WriteAsync("value", value);

    private OutputState<T> Read<T>(Value value) => WireReader.State<T>("value", value, _warnings.Add);
}
