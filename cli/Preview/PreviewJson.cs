using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Cli.Preview;

/// <summary>The preview for a program: the same as on the page, as one JSON object.</summary>
internal static class PreviewJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report. An output that is not known yet is null, and a secret one says so.</summary>
    public static void Write(PreviewReport report, TextWriter to)
    {
        Write(
            to,
            new JsonObject
            {
                ["stack"] = report.Stack,
                ["lifetime"] = report.Lifetime,
                ["resources"] = Resources(report.Resources),
                ["outputs"] = new JsonObject(
                    report.Outputs.Select(output =>
                        KeyValuePair.Create(output.Name, output.IsSecret ? "[secret]" : output.Value?.DeepClone())
                    )
                ),
                ["recovery"] = new JsonArray([
                    .. report.Recovery.Select(setting => new JsonObject
                    {
                        ["name"] = setting.Name,
                        ["text"] = setting.Text,
                        ["warning"] = setting.IsWarning,
                    }),
                ]),
                ["policyFaults"] = new JsonArray([
                    .. report.PolicyFaults.Select(fault => new JsonObject
                    {
                        ["policy"] = fault.Rule.Name,
                        ["resource"] = fault.Breach.Resource,
                        ["what"] = fault.Breach.What,
                        ["mend"] = fault.Rule.Mend,
                    }),
                ]),
            }
        );
    }

    /// <summary>Writes what is wrong with a configuration that can not be previewed.</summary>
    public static void Write(ConfigurationException faulty, TextWriter to)
    {
        Write(
            to,
            new JsonObject
            {
                ["faults"] = new JsonArray([
                    .. faulty.Faults.Select(fault => new JsonObject
                    {
                        ["key"] = fault.Key,
                        ["problem"] = fault.Problem,
                        ["remedy"] = fault.Remedy,
                    }),
                ]),
            }
        );
    }

    private static JsonArray Resources(IEnumerable<PreviewedResource> resources) =>
        new([
            .. resources.Select(resource => new JsonObject
            {
                ["name"] = resource.Name,
                ["type"] = resource.Type,
                ["inputs"] = new JsonObject(
                    resource.Inputs.Select(input => KeyValuePair.Create(input.Name, PreviewedOutput.Node(input.Value)))
                ),
                ["protected"] = resource.IsProtected,
                ["staysInTheCloud"] = resource.IsKept,
                ["goesWith"] = resource.GoesWith,
                ["children"] = Resources(resource.Children),
            }),
        ]);

    private static void Write(TextWriter to, JsonObject json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteTo(writer);
        }
        to.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
