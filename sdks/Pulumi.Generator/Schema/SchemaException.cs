namespace Pulumi.Generator.Schema;

/// <summary>A schema that no class can be made from; the message says what to write instead.</summary>
internal sealed class SchemaException(string message) : Exception(message);
