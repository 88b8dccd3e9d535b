namespace Infra.Rehearsal.Clouds;

/// <summary>What a cloud says when it will not do what it is asked.</summary>
internal sealed class Refusal : Exception
{
    public Refusal(string message) : base(message)
    {
    }
}
