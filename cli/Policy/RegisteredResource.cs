using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Preview;

namespace Infra.Cli.Policy;

/// <summary>A resource as the policies see it, whether the program declared it just now or a state has it.</summary>
internal sealed record RegisteredResource
{
    /// <summary>Type token, for example <c>aws:rds/instance:Instance</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Logical name.</summary>
    public required string Name { get; init; }

    /// <summary>What was asked for, with every value known.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>Whether the engine refuses to delete it.</summary>
    public bool Protect { get; init; }

    /// <summary>Whether it stays in the cloud when it leaves the program.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>Logical name of the resource it goes with, if any.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>Whether it is a thing of its own, in a cloud or in the state, and not a component or a provider.</summary>
    public bool IsCustom => Type == "pulumi:index:Stash" || (!Type.StartsWith("infra:", StringComparison.Ordinal) && !Type.StartsWith("pulumi:", StringComparison.Ordinal));

    /// <summary>As the program declared it.</summary>
    public static RegisteredResource From(DeclaredResource declared)
    {
        return new()
        {
            Type = declared.Type,
            Name = declared.Name,
            Inputs = JsonSerializer.SerializeToNode(declared.Inputs)!.AsObject(),
            Protect = declared.Options.Protect == true,
            RetainOnDelete = declared.Options.RetainOnDelete == true,
            DeletedWith = declared.Options.DeletedWith?.GetResourceName(),
        };
    }

    /// <summary>As a state has it: one of the <c>resources</c> that <c>pulumi stack export</c> gives.</summary>
    public static RegisteredResource From(JsonObject recorded)
    {
        return new()
        {
            Type = recorded["type"]!.GetValue<string>(),
            Name = LogicalName(recorded["urn"]!.GetValue<string>()),
            Inputs = recorded["inputs"]?.DeepClone().AsObject() ?? [],
            Protect = recorded["protect"]?.GetValue<bool>() == true,
            RetainOnDelete = recorded["retainOnDelete"]?.GetValue<bool>() == true,
            DeletedWith = recorded["deletedWith"] is { } urn ? LogicalName(urn.GetValue<string>()) : null,
        };
    }

    private static string LogicalName(string urn) => urn.Split("::", 4)[3];
}
