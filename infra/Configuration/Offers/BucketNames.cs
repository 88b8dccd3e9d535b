namespace Infra.Configuration.Offers;

/// <summary>What a bucket's name may not begin with or hold; the stack's prefix begins every name.</summary>
internal static class BucketNames
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; names of IAM and SSM that begin with aws are AWS' own.
    private static readonly string[] AwsBeginnings = ["xn--", "sthree", "amzn", "aws"];

    /// <summary>Why a prefix leads to names that the cloud refuses; null where it does not.</summary>
    public static OfferDoubt? Doubt(string prefix, CloudConfig cloud) =>
        cloud.Match(
            _ => OnGoogleCloud(prefix),
            _ =>
                AwsBeginnings.FirstOrDefault(beginning => prefix.StartsWith(beginning, StringComparison.Ordinal)) is { } reserved
                    ? new OfferDoubt($"AWS refuses names that begin with {reserved}", "Write another prefix, for example astro-prod")
                    : null
        );

    // https://cloud.google.com/storage/docs/buckets#naming
    private static OfferDoubt? OnGoogleCloud(string prefix)
    {
        var read = prefix.Replace('0', 'o').Replace('1', 'l').Replace('q', 'g');
        return
            read.StartsWith("goog", StringComparison.Ordinal)
            || read.Contains("google", StringComparison.Ordinal)
            || prefix.StartsWith("xn--", StringComparison.Ordinal)
            ? new(
                "Google Cloud refuses buckets whose names begin with goog or xn--, or hold google or what looks like it",
                "Write another prefix, for example astro-prod"
            )
            : null;
    }
}
