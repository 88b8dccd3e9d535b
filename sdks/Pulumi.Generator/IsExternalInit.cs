namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks of a framework older than records.</summary>
internal static class IsExternalInit;
