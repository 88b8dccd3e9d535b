namespace Pulumi.Serialization;

/// <summary>A value of another type than the property has.</summary>
internal sealed class MismatchException(string message) : Exception(message);
