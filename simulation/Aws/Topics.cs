using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Topics of SNS: whom they let publish, and whom they tell.</summary>
internal static class Topics
{
    public const string Topic = "aws:sns/topic:Topic";
    public const string Policy = "aws:sns/topicPolicy:TopicPolicy";
    public const string Subscription = "aws:sns/topicSubscription:TopicSubscription";

    /// <summary>Who is told when a service publishes to a topic; nobody, where the topic's policy does not let it.</summary>
    public static IReadOnlyList<string> Receivers(World world, string topic, string service, string source) =>
        !Lets(world, topic, service, source)
            ? []
            :
            [
                .. world
                    .Content.Objects.Where(one => one.Type == Subscription && one.Inputs.Text("topic") == topic)
                    .Select(one => $"{one.Inputs.Text("protocol")}:{one.Inputs.Text("endpoint")}"),
            ];

    private static bool Lets(World world, string topic, string service, string source) =>
        world.Content.Objects.Find(one => one.Type == Policy && one.Inputs.Text("arn") == topic)?.Inputs.Text("policy") is { } policy
        && JsonNode
            .Parse(policy)
            .All("Statement")
            .Any(statement =>
                statement.Text("Effect") == "Allow"
                && statement.All("Principal.Service").Any(one => $"{one}" == service)
                && statement.All("Action").Any(one => $"{one}" == "sns:Publish")
                && statement.All("Resource").Any(one => $"{one}" == topic)
                && (
                    statement["Condition"] is null
                    || statement
                        .All("Condition.ArnLike")
                        .OfType<JsonObject>()
                        .SelectMany(one => one.All("aws:SourceArn"))
                        .Any(one => Covers($"{one}", source))
                )
            );

    private static bool Covers(string pattern, string text) =>
        Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);
}
