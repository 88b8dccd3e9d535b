namespace Pulumi.Testing;

/// <summary>What a tested program runs for.</summary>
public class TestOptions
{
    /// <summary>The project's name; "project" where there is none.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The folder that would hold Pulumi.yaml; a program that asks for it fails where there is none.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>The stack's name; "stack" where there is none.</summary>
    public string? StackName { get; set; }

    /// <summary>Whether the program sees a preview, as it does where nothing is said.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>The organization's name; "organization" where there is none.</summary>
    public string? OrganizationName { get; set; }
}
