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
    public static TheoryData<string> Sentinels =>
    [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];

    [Property]
    public async Task A_map_of_texts_and_numbers_is_read_as_it_was_written(
        Dictionary<NonNull<string>, int> numbers, NonNull<string>[] texts, bool flag, NormalFloat fraction)
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
            (IDictionary<string, object?>)(ImmutableDictionary<string, object?>)read["numbers"]!);
        Assert.Equal(texts.Select(text => (object?)text.Get), (ImmutableArray<object?>)read["texts"]!);
        Assert.Equal((flag, fraction.Get), (read["flag"], read["fraction"]));
    }

    [Theory]
    [MemberData(nameof(Sentinels))]
    public void Every_sentinel_is_unknown_wherever_it_stands(string sentinel)
    {
        Assert.False(Read<int>(Value.ForString(sentinel)).IsKnown);
        Assert.False(Read<ImmutableArray<string>>(Value.ForList(Value.ForString(sentinel))).IsKnown);
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
        var state = Read<ImmutableDictionary<string, int>>(await WriteAsync(new Dictionary<string, object?> { ["a"] = Output.CreateSecret(1) }));
        Assert.True(state.IsSecret);
        Assert.Equal(1, state.Value["a"]);
    }

    [Fact]
    public async Task Assets_and_archives_are_read_as_they_were_written()
    {
        var archive = new AssetArchive(new Dictionary<string, AssetOrArchive> { ["f"] = new FileAsset("a/b"), ["g"] = new RemoteArchive("http://x") });
        var read = Assert.IsType<AssetArchive>(Read<Archive>(await WriteAsync(archive)).Value);
        var assets = (ImmutableDictionary<string, AssetOrArchive>)read.Content;
        Assert.Equal("a/b", Assert.IsType<FileAsset>(assets["f"]).Content);
        Assert.Equal("http://x", Assert.IsType<RemoteArchive>(assets["g"]).Content);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_number_that_is_no_int_is_refused_by_name(double number)
    {
        var error = Assert.Throws<WireException>(() => Read<ImmutableDictionary<string, ImmutableArray<int>>>(
            Value.ForStruct(new() { Fields = { ["ports"] = Value.ForList(Value.ForNumber(1), Value.ForNumber(number)) } })));
        Assert.StartsWith("value.ports[1] is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_number_beyond_32_bits_does_not_stop_the_program() => Assert.True(Read<int>(Value.ForNumber(1_700_000_000_000)).IsKnown);

    [Fact]
    public void A_value_of_the_wrong_kind_is_refused_by_name() =>
        Assert.Equal("value is a string, not a boolean.", Assert.Throws<WireException>(() => Read<bool>(Value.ForString("true"))).Message);

    [Fact]
    public async Task A_value_the_wire_does_not_know_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(new Dictionary<string, object?> { ["big"] = 1L }));
        Assert.StartsWith("value.big is a System.Int64", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(double.PositiveInfinity));
    }

    [Fact]
    public async Task Named_values_unions_and_nested_objects_are_read_as_they_were_written()
    {
        var wire = await WriteAsync(new Dictionary<string, object?>
        {
            ["colour"] = Colour.Red,
            ["either"] = Union<string, int>.FromT1(7),
            ["inner"] = new Dictionary<string, object?> { ["colour"] = "blue" },
        });
        Assert.Equal("RED", wire.StructValue.Fields["colour"].StringValue);
        var shape = Read<Shape>(wire).Value;
        Assert.Equal((Colour.Red, 7), (shape.Colour, shape.Either.AsT1));
        Assert.Equal("blue", shape.Inner!.Colour.ToString());
        Assert.Null(shape.Inner.Inner);
    }

    [Fact]
    public async Task A_list_that_was_absent_is_sent_as_absent() =>
        Assert.Equal(Value.KindOneofCase.NullValue, (await WriteAsync(default(ImmutableArray<string>))).KindCase);

    [Property]
    public bool A_duration_is_read_as_it_was_written(int microseconds)
    {
        var duration = TimeSpan.FromMicroseconds(microseconds);
        return GoDuration.Read(GoDuration.Write(duration)) == duration;
    }

    [Theory]
    [InlineData("1h30m", 5400)]
    [InlineData("90s", 90)]
    [InlineData("1.5m", 90)]
    public void A_duration_is_read_as_the_engine_writes_it(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), GoDuration.Read(text));

    private static Task<Value> WriteAsync(object? value) => WireWriter.OfIds().WriteAsync("value", value);

    private static OutputState<T> Read<T>(Value value) => WireReader.State<T>("value", value);
}
