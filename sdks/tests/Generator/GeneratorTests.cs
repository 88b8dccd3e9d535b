using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Sdks.Tests.Generator;

/// <summary>Classes out of a schema.</summary>
public sealed class GeneratorTests
{
    // One of each thing a schema can say.
    private const string Schema = """
        {
          "name": "shop", "version": "1.2.3",
          "meta": { "moduleFormat": "(.*)(?:/[^/]*)" },
          "language": { "csharp": { "namespaces": { "frontdoor": "FrontDoor" } } },
          "provider": { "inputProperties": { "accounts": { "type": "array", "items": { "type": "string" } }, "region": { "type": "string", "defaultInfo": { "environment": ["SHOP_REGION"] } } } },
          "resources": {
            "shop:frontdoor/till:Till": {
              "inputProperties": {
                "till": { "type": "string", "language": { "csharp": { "name": "TillName" } } },
                "pin": { "type": "string", "secret": true },
                "drawers": { "type": "array", "items": { "$ref": "#/types/shop:frontdoor/TillDrawer:TillDrawer" } },
                "state": { "oneOf": [{ "type": "string" }, { "type": "string", "$ref": "#/types/shop:frontdoor/State:State" }] },
                "kind": { "type": "string", "const": "till" },
                "open": { "type": "boolean", "default": true }
              },
              "requiredInputs": ["till"],
              "properties": {
                "till": { "type": "string", "language": { "csharp": { "name": "TillName" } } },
                "pin": { "type": "string", "secret": true },
                "drawers": { "type": "array", "items": { "$ref": "#/types/shop:frontdoor/TillDrawer:TillDrawer" } },
                "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                "weight": { "type": "number", "replaceOnChanges": true }
              },
              "required": ["till", "weight"],
              "stateInputs": { "properties": { "weight": { "type": "number" } } }
            }
          },
          "types": {
            "shop:frontdoor/TillDrawer:TillDrawer": { "type": "object", "properties": { "coins": { "type": "integer" }, "event": { "$ref": "pulumi.json#/Any" } }, "required": ["coins"] },
            "shop:frontdoor/State:State": { "type": "string", "enum": [{ "name": "Open", "value": "OPEN" }] }
          }
        }
        """;

    [Fact]
    public void Classes_are_written_as_they_are_kept_in_Golden()
    {
        var golden = Directory
            .EnumerateFiles(Path.Combine(Schemas.Root, "sdks", "tests", "Generator", "Golden"))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        var files = Generation.Files(Schema).ToDictionary(file => Path.GetFileNameWithoutExtension(file.Key), file => file.Value);

        // Beside the test, so that a change that is meant can be looked at and copied.
        var written = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "Golden")).FullName;
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(written, $"{name}.txt"), text);

        Assert.Equal(golden.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(golden[file.Key], file.Value));
    }

    [Fact]
    public void The_order_within_a_schema_makes_no_difference() =>
        Assert.Equal(Generation.Files(Schema), Generation.Files(Reversed(JsonNode.Parse(Schema)!).ToJsonString()));

    [Fact]
    public void A_schema_makes_the_same_files_every_time() => Assert.Equal(Generation.Files(Schema), Generation.Files(Schema));

    [Fact]
    public void What_is_written_compiles_without_a_warning() => Assert.Empty(Generation.Complaints(Generation.Package(Schema)));

    [Fact]
    public void Nothing_is_generated_again_when_something_else_in_the_project_changes()
    {
        var compilation = Generation.Compile();
        var driver = Generation.Driver(Schema).RunGenerators(compilation, TestContext.Current.CancellationToken);

        var edited = compilation.AddSyntaxTrees(Generation.Compile("class Added;").SyntaxTrees);
        var result = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs), output =>
            Assert.Contains(output.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged })
        );
    }

    [Theory]
    [InlineData("""{ "name": """, "this is not JSON")]
    [InlineData("""{ "version": "1.0.0" }""", "'name' is missing")]
    [InlineData("""{ "name": "shop" }""", "'version' is missing")]
    [InlineData(
        """{ "name": "shop", "version": "1.0.0", "resources": { "a:b/c:C": { "properties": { "p": { "type": "text" } } } } }""",
        "property 'p' has the type 'text'"
    )]
    [InlineData(
        """{ "name": "shop", "version": "1.0.0", "resources": { "a:b/c:C": { "properties": { "p": { "$ref": "#/types/a:b:D" } } } } }""",
        "'types' has no 'a:b:D'"
    )]
    [InlineData(
        """{ "name": "shop", "version": "1.0.0", "types": { "a:b:D": { "type": "integer", "enum": [{ "name": "One", "value": 1 }] } } }""",
        "only enums of strings"
    )]
    public void A_schema_that_is_of_no_use_is_a_compile_error_that_names_it(string schema, string message)
    {
        var fault = Assert.Single(Generation.Result(schema).Diagnostics);

        Assert.Equal(("PULUMI001", DiagnosticSeverity.Error), (fault.Id, fault.Severity));
        Assert.StartsWith("schema.json: ", fault.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(message, fault.GetMessage(null), StringComparison.Ordinal);
    }

    private static JsonNode Reversed(JsonNode node) =>
        node switch
        {
            JsonObject owner => new JsonObject(
                owner.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : (JsonNode?)Reversed(pair.Value)))
            ),
            // The order of alternatives and of an enum's members means something.
            _ => node.DeepClone(),
        };
}
