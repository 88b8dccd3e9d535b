using Pulumi.Testing;

namespace Pulumi;

/// <summary>What a program runs for: the engine's environment variables, or a test's options.</summary>
internal sealed record DeploymentSettings(string Organization, string Project, string Stack, string? RootDirectory, bool IsDryRun)
{
    public Configuration Configuration { get; init; } = Configuration.FromEnvironment();

    public static DeploymentSettings FromEnvironment() =>
        new(
            Optional("PULUMI_ORGANIZATION") ?? "organization",
            Required("PULUMI_PROJECT"),
            Required("PULUMI_STACK"),
            Optional("PULUMI_ROOT_DIRECTORY"),
            bool.TryParse(Required("PULUMI_DRY_RUN"), out var isDryRun)
                ? isDryRun
                : throw new InvalidOperationException("PULUMI_DRY_RUN is neither true nor false.")
        );

    public static DeploymentSettings Of(TestOptions? options) =>
        new(
            options?.OrganizationName ?? "organization",
            options?.ProjectName ?? "project",
            options?.StackName ?? "stack",
            options?.RootDirectory,
            options?.IsPreview ?? true
        );

    public static string Required(string variable) =>
        Optional(variable)
        ?? throw new InvalidOperationException(
            $"The program runs without an engine: {variable} is not set. Run `pulumi preview` or `pulumi up` instead."
        );

    private static string? Optional(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
