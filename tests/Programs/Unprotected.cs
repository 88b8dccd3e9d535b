using Infra.Configuration;

namespace Infra.Tests.Programs;

/// <summary>
/// The platform, and after everything else a bucket that somebody has added by hand: neither kept nor versioned, and open to the public.
/// </summary>
internal static class Unprotected
{
    public static IDictionary<string, object?> Deploy(PlatformConfig config)
    {
        var outputs = PlatformStack.Deploy(config);
        _ = config.Cloud.Match<global::Pulumi.Resource>(
            _ => new global::Pulumi.Gcp.Storage.Bucket("more-images", new() { Name = "astro-prod-more", Location = "EU" }),
            _ => new global::Pulumi.Aws.S3.Bucket("more-images", new() { BucketName = "astro-prod-more" })
        );
        return outputs;
    }
}
