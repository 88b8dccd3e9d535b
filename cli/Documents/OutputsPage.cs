using Infra.Outputs;

namespace Infra.Cli.Documents;

/// <summary>The page <c>docs/outputs.md</c>, written from the contract itself.</summary>
internal static class OutputsPage
{
    /// <summary>Writes the page.</summary>
    public static void Write(TextWriter page)
    {
        page.Write(
            $"""
            # Outputs

            What other teams and programs build on: the same names on both clouds. This page is written by `make docs` from
            `infra/Outputs/OutputContract.cs`, and a test keeps it true. For programs there is the same as a JSON schema,
            [outputs.schema.json](outputs.schema.json), and in `consumer/` a program that reads them by a StackReference.

            The contract has version {OutputContract.Version}, the output `contract`. A new output leaves the version as it is. One that goes, or comes to
            mean or look otherwise, raises it; so check the number before you read on. `make docs` refuses to write a schema in which
            something is gone or looks otherwise under the same version.

            A stack whose secrets are under another key or passphrase reads every plain output. In place of a secret one the engine gives
            it an envelope that it can not open; what the platform keeps secret it reads by `secretReferences` from the cloud's secret
            manager, with a right to that one secret.

            ```sh
            pulumi stack output clusterName
            pulumi stack output --json                                   # secrets are shown as [secret]
            pulumi stack output kubeconfig --show-secrets > kubeconfig   # needs the stack's secrets provider
            ```

            | Output | Type | Meaning |
            |---|---|---|

            """
        );
        foreach (var output in OutputContract.Outputs)
        {
            page.WriteLine($"| `{output.Name}` | {Describe(output.Type)}{(output.IsSecret ? ", secret" : "")} | {output.Meaning} |");
        }
        foreach (var output in OutputContract.Outputs)
        {
            WriteFields(output, page);
        }
    }

    private static void WriteFields(StackOutput output, TextWriter page)
    {
        var (fields, item) = output.Type switch
        {
            OutputType.Fields one => (one, output.Name),
            OutputType.List { Item: OutputType.Fields each } => (each, $"{output.Name}[]"),
            _ => (null, ""),
        };
        if (fields is null)
        {
            return;
        }
        page.Write(
            $"""

            ## {output.Name}

            | Field | Type | Meaning |
            |---|---|---|

            """
        );
        foreach (var (name, type, meaning) in fields.Items)
        {
            page.WriteLine($"| `{item}.{name}` | {Describe(type)} | {meaning} |");
        }
    }

    private static string Describe(OutputType type) =>
        type switch
        {
            OutputType.Text { Choices.Length: > 0 } text => string.Join(" or ", text.Choices.Select(choice => $"`{choice}`")),
            OutputType.Text => "text",
            OutputType.Number => "number",
            OutputType.List list => $"list of {Describe(list.Item)}",
            OutputType.Map map => $"{Describe(map.Value)} by name",
            OutputType.Fields => "fields",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Say here how this type is described."),
        };
}
