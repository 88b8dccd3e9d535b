using System.Text.Json;

namespace Pulumi;

/// <summary>What a JSON property can be given: text, a document or an element.</summary>
public sealed class InputJson : Input<JsonElement>
{
    /// <summary>No JSON.</summary>
    public InputJson() : this(Output.Create(default(JsonElement)))
    {
    }

    private InputJson(Output<JsonElement> element) : base(element)
    {
    }

    /// <summary>JSON text.</summary>
    public static implicit operator InputJson(string json) => new(Output.Create(Parse(json)));

    /// <summary>A JSON document.</summary>
    public static implicit operator InputJson(JsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(Output.Create(document.RootElement));
    }

    /// <summary>A JSON element.</summary>
    public static implicit operator InputJson(JsonElement element) => new(Output.Create(element));

    /// <summary>JSON text that an output yields.</summary>
    public static implicit operator InputJson(Output<string> json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(json.Apply(Parse));
    }

    /// <summary>A JSON document that an output yields.</summary>
    public static implicit operator InputJson(Output<JsonDocument> document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document.Apply(value => value.RootElement));
    }

    /// <summary>A JSON element that an output yields.</summary>
    public static implicit operator InputJson(Output<JsonElement> element) => new(element);

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
