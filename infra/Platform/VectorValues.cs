using System.Collections.Immutable;
using Infra.Foundation;
using static Infra.Platform.ChartValues;

namespace Infra.Platform;

/// <summary>
/// The chart's values for Vector, which reads the logs of every node and gives them to Elasticsearch; where it is wanted, to a bucket too.
/// </summary>
internal static class VectorValues
{
    private const string Sink = "task_logs";

    public static ImmutableDictionary<string, object> For(TaskLogStorage? storage)
    {
        // It reads the logs of every node, so it stands on the dedicated ones too.
        var vector = Map(("tolerations", List(Map(("key", NodePoolSpec.Label), ("operator", "Exists")))));
        return storage switch
        {
            null => vector,
            TaskLogStorage.Gcs gcs => vector
                .Add("serviceAccount", Account(("annotations", Map(("iam.gke.io/gcp-service-account", gcs.Account)))))
                .Add("extraSinks", Map((Sink, ToBucket("gcp_cloud_storage", storage)))),
            TaskLogStorage.S3 s3 => vector
                .Add("serviceAccount", Account())
                .Add("extraSinks", Map((Sink, ToBucket("aws_s3", storage).Add("region", s3.Region)))),
            _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Say here how Vector writes to this storage."),
        };
    }

    private static ImmutableDictionary<string, object> Account(params (string, object)[] more) =>
        Map([("create", true), ("name", TaskLogStorage.ServiceAccount), .. more]);

    // https://vector.dev/docs/reference/configuration/sinks/aws_s3/ and .../gcp_cloud_storage/
    private static ImmutableDictionary<string, object> ToBucket(string type, TaskLogStorage storage) =>
        Map(
            ("type", type),
            // What Elasticsearch gets.
            ("inputs", List("transform_remove_fields")),
            ("bucket", storage.Bucket),
            ("key_prefix", "{{ .release }}/{{ .log_type }}/%Y-%m-%d/"),
            ("compression", "gzip"),
            ("encoding", Map(("codec", "json"))),
            ("framing", Map(("method", "newline_delimited"))),
            ("batch", Map(("timeout_secs", 300))),
            // It would list the bucket, which the collector may not.
            ("healthcheck", Map(("enabled", false))),
            // A bucket that can not be written to must never hold up what people read in Airflow.
            ("buffer", Map(("type", "disk"), ("max_size", 1073741824), ("when_full", "drop_newest")))
        );
}
