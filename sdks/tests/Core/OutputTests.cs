using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Sdks.Tests.Core;

public sealed class OutputTests
{
    [Fact]
    public async Task What_is_built_from_a_secret_is_secret()
    {
        var secret = Output.CreateSecret("s");
        Output<string>[] built =
        [
            secret.Apply(text => text + "!"),
            Output.Format($"{secret}!"),
            Output.Tuple(secret, Output.Create(1)).Apply(pair => pair.Item1 + "!"),
            Output.All(secret, Output.Create("!")).Apply(all => string.Concat(all)),
            Output.Create(1).Apply(_ => secret.Apply(text => text + "!")),
        ];
        foreach (var output in built)
        {
            Assert.True(await Output.IsSecretAsync(output));
            Assert.Equal("s!", await OutputUtilities.GetValueAsync(output));
        }
        Assert.False(await Output.IsSecretAsync(Output.Unsecret(built[0])));
    }

    [Fact]
    public async Task An_unknown_value_is_never_shown_to_a_function()
    {
        var called = false;
        var result = OutputUtilities.CreateUnknown("").Apply(_ => called = true);
        Assert.False(await OutputUtilities.GetIsKnownAsync(result));
        Assert.False(called);
    }

    [Fact]
    public async Task One_unknown_part_makes_the_whole_unknown() =>
        Assert.False(
            await OutputUtilities.GetIsKnownAsync(
                Output.Tuple<int, int>(1, OutputUtilities.CreateUnknown(2)).Apply(pair => pair.Item1 + pair.Item2)
            )
        );

    [Fact]
    public async Task A_tuple_of_eight_keeps_the_order() =>
        Assert.Equal(
            (1, 2, 3, 4, 5, 6, 7, "8"),
            await OutputUtilities.GetValueAsync(Output.Tuple<int, int, int, int, int, int, int, string>(1, 2, 3, 4, 5, 6, 7, "8"))
        );

    [Fact]
    public async Task Json_may_hold_outputs_at_any_depth()
    {
        var value = Output.Create(
            new Dictionary<string, object>
            {
                ["a"] = Output.CreateSecret(1),
                ["b"] = (Input<string>)"x",
                ["c"] = new[] { Output.Create(true) },
            }
        );
        var json = Output.JsonSerialize(value);
        Assert.Equal("""{"a":1,"b":"x","c":[true]}""", await OutputUtilities.GetValueAsync(json));
        Assert.True(await Output.IsSecretAsync(json));
    }

    [Fact]
    public async Task Json_of_an_unknown_part_is_unknown() =>
        Assert.False(
            await OutputUtilities.GetIsKnownAsync(Output.JsonSerialize(Output.Create(new[] { OutputUtilities.CreateUnknown(1) })))
        );

    [Fact]
    public async Task Lists_and_maps_of_inputs_are_joined_in_order()
    {
        InputList<string> list = new[] { "a" };
        list.Add(Output.Create("b"), "c");
        list.AddRange(Output.Create(ImmutableArray.Create("d")));
        Assert.Equal(["a", "b", "c", "d"], await OutputUtilities.GetValueAsync(list.ToOutput()));

        var merged = InputMap<int>.Merge(new() { ["a"] = 1, ["b"] = 1 }, new() { ["b"] = Output.Create(2) });
        var map = await OutputUtilities.GetValueAsync(merged.ToOutput());
        Assert.Equal((1, 2), (map["a"], map["b"]));
    }

    [Fact]
    public async Task A_list_of_unions_takes_either_type()
    {
        var list = new InputList<Union<string, int>>();
        list.Add((Input<string>)"a");
        list.Add((Input<int>)1);
        var values = await OutputUtilities.GetValueAsync(list.ToOutput());
        Assert.Equal("a", values[0].AsT0);
        Assert.Equal(1, values[1].AsT1);
        Assert.Throws<InvalidOperationException>(() => values[1].AsT0);
    }

    [Fact]
    public async Task A_value_that_is_not_known_is_not_shown() =>
        Assert.Null(await OutputUtilities.GetValueAsync(OutputUtilities.CreateUnknown("hidden")));

    [Fact]
    public async Task The_text_of_an_output_is_an_explanation_and_a_warning()
    {
        var engine = new FakeEngine();
        await engine.RunStackAsync(() => Assert.Contains("Apply", Output.Create(1).ToString(), StringComparison.Ordinal));
        Assert.Equal(Pulumi.Protocol.LogSeverity.Warning, Assert.Single(engine.Logs).Severity);
    }
}
