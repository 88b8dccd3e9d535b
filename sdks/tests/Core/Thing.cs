using System.Collections.Immutable;
using Pulumi;

namespace Sdks.Tests.Core;

/// <summary>A resource class as a provider's generated code has it.</summary>
[ResourceType(Token, "1.2.3")]
public class Thing(string name, ThingArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(Token, name, args ?? new ThingArgs(), options)
{
    public const string Token = "test:index/thing:Thing";

    [Output("text")]
    public Output<string?> Text { get; private set; } = null!;

    [Output("count")]
    public Output<int> Count { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>> Tags { get; private set; } = null!;
}

public sealed class ThingArgs : ResourceArgs
{
    [Input("tags")]
    private InputMap<string>? _tags;

    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("count")]
    public Input<int>? Count { get; set; }

    [Input("other")]
    public Input<Thing>? Other { get; set; }

    [Input("list")]
    public InputList<string>? List { get; set; }

    public InputMap<string> Tags
    {
        get => _tags ??= new();
        set => _tags = value;
    }
}

public sealed class NamedArgs : ResourceArgs
{
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}

/// <summary>A provider whose configuration travels as text.</summary>
public class TestProvider(string name, TestProviderArgs? args = null) : ProviderResource("test", name, args ?? new TestProviderArgs());

public sealed class TestProviderArgs : ResourceArgs
{
    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("skip", json: true)]
    public Input<bool>? Skip { get; set; }

    [Input("accounts", json: true)]
    public InputList<string>? Accounts { get; set; }
}

public class Group : ComponentResource
{
    public Group(string name, ComponentResourceOptions? options = null, Action<Group>? children = null)
        : base("test:index:Group", name, options)
    {
        children?.Invoke(this);
        RegisterOutputs(new Dictionary<string, object?> { ["name"] = name });
    }
}
