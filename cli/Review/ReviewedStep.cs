namespace Infra.Cli.Review;

/// <summary>What happens to something that holds data or identity.</summary>
internal enum StepAction
{
    /// <summary>It is made.</summary>
    Create,

    /// <summary>It goes on, with other settings.</summary>
    UpdateInPlace,

    /// <summary>Another takes its place under the same name in the program.</summary>
    Replace,

    /// <summary>It is deleted in the cloud.</summary>
    Delete,

    /// <summary>It leaves the program and stays in the cloud.</summary>
    LeftInCloud,
}

/// <summary>One step on something that holds data or identity, as a reviewer reads it.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Name">Logical name.</param>
/// <param name="Noun">What a person calls it.</param>
/// <param name="Action">What happens to it.</param>
/// <param name="Says">What that means, in words.</param>
/// <param name="IsLoss">Whether something would be lost, or could be from now on, so that somebody must approve it.</param>
internal sealed record ReviewedStep(string Urn, string Name, string Noun, StepAction Action, string Says, bool IsLoss)
{
    /// <summary>The action in words.</summary>
    public string Words =>
        Action switch
        {
            StepAction.Create => "create",
            StepAction.UpdateInPlace => "update in place",
            StepAction.Replace => "replace",
            StepAction.Delete => "delete",
            _ => "left in the cloud",
        };
}
