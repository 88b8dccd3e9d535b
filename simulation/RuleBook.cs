using System.Collections.Frozen;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>The rules of every type. A type without one has a name if its schema has, and no behaviour of its own.</summary>
internal static class RuleBook
{
    private static readonly FrozenDictionary<string, Rule> Rules = new[]
    {
        AwsNetworkRules.Table,
        AwsRules.Table,
        EksRules.Table,
        KmsRules.Table,
        CloudWatchRules.Table,
        SecretsManagerRules.Table,
        GcpNetworkRules.Table,
        GcpRules.Table,
        GcpKeyRules.Table,
        MonitoringRules.Table,
        KubernetesRules.Table,
        RandomRules.Table,
        TlsRules.Table,
    }
        .SelectMany(table => table)
        .ToFrozenDictionary(rule => rule.Type);

    public static Rule Of(string type, ResourceShape shape) =>
        Rules.TryGetValue(type, out var rule)
            ? rule
            : new Rule(type)
            {
                Name = shape.InputProperties.ContainsKey("name") ? "name" : null,
                ForceNew =
                [
                    .. shape
                        .InputProperties.Where(input => input.Value.ReplaceOnChanges || input.Value.WillReplaceOnChanges)
                        .Select(input => input.Key),
                ],
            };
}
