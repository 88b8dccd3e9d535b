using Infra.Cli;
using Infra.Configuration;

namespace Infra.Tests;

/// <summary>The two sample stacks of the repository, with edits.</summary>
internal static class SampleStack
{
    /// <summary>Both clouds, for theories.</summary>
    public static TheoryData<string> Clouds => ["gcp", "aws"];

    /// <summary>A value of the key <c>viewers</c> of a cloud.</summary>
    public static string Viewers(string cloud) =>
        cloud == "gcp" ? """["astro-preview@my-state.iam.gserviceaccount.com"]""" : """["arn:aws:iam::123456789012:role/astro-preview"]""";

    /// <summary>Somebody is told of trouble, by mail.</summary>
    public static (string Path, string? Json)[] Alerts =>
        [
            ("infra:smtp.host", "\"smtp.example.com\""),
            ("infra:smtp.user", "\"astronomer\""),
            ("infra:smtp.from", "\"astronomer@example.com\""),
            ("infra:smtp.password", """{ "secure": "a password" }"""),
            ("infra:alerts.email", "\"oncall@example.com\""),
        ];

    /// <summary>
    /// The configuration of a sample stack with some keys set; a path like <c>infra:database.generation</c>, JSON values.
    /// </summary>
    public static ConfigurationValues Values(string cloud, params (string Path, string? Json)[] edits) =>
        Edit(StackFile.Read(Path.Combine(AppContext.BaseDirectory, $"Pulumi.{cloud}.yaml")), [.. SampleCertificate.Edits, .. edits]);

    /// <summary>A configuration with some keys set.</summary>
    public static ConfigurationValues Edit(ConfigurationValues configuration, params (string Path, string? Json)[] edits) =>
        configuration.With(edits);

    public static PlatformConfig Config(string cloud, params (string Path, string? Json)[] edits) =>
        PlatformConfig.Read(Values(cloud, edits));

    public static Task<OfflineEvaluation> EvaluateAsync(string cloud, params (string Path, string? Json)[] edits) =>
        OfflineStack.EvaluateAsync(Config(cloud, edits), cloud);
}
