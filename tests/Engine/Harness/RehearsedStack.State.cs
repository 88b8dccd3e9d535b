using System.Text.Json.Nodes;
using Infra.Configuration;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <content>Its state: what is in it, how it is lost, and where what was in it is found again.</content>
internal sealed partial class RehearsedStack
{
    /// <summary>The folder of the project.</summary>
    public string Folder => _workspace.Folder;

    /// <summary>The configuration, as the program reads it.</summary>
    public PlatformConfig Config => PlatformConfig.Read(_configuration);

    /// <summary>The newest version of a secret in the cloud's secret manager.</summary>
    public string SecretInTheManager(string name)
    {
        var secret = World.List(_cloud == "gcp" ? "gcp:secretmanager/secret:Secret" : "aws:secretsmanager/secret:Secret")
            .Single(one => one.Name == (_cloud == "gcp" ? $"astro-prod-{name}" : $"astro-prod/{name}"));
        return World.List(_cloud == "gcp" ? "gcp:secretmanager/secretVersion:SecretVersion" : "aws:secretsmanager/secretVersion:SecretVersion")
            .Select(version => version.Inputs).Last(inputs => (inputs["secret"] ?? inputs["secretId"])!.GetValue<string>() == secret.Id) is var found
            ? (found["secretData"] ?? found["secretString"])!.GetValue<string>() : "";
    }

    /// <summary>What AWS lists of the things that bear the stack's tags; null on Google Cloud.</summary>
    public string? Tagged() => _cloud == "gcp" ? null : new JsonObject
    {
        ["ResourceTagMappingList"] = new JsonArray([.. from thing in World.Objects.Where(thing => Arn(thing) is not null).DistinctBy(Arn)
            select new JsonObject
            {
                ["ResourceARN"] = Arn(thing),
                ["Tags"] = new JsonArray([.. from tag in thing.Inputs["tags"]?.AsObject().ToList() ?? []
                    select new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value!.GetValue<string>() }]),
            }]),
    }.ToJsonString();

    /// <summary>What Google calls the project in the addresses of its own accounts; null on AWS.</summary>
    public string? ProjectNumber() => _cloud == "aws" ? null
        // The address of Cloud Storage's account is not told.
        : World.List("gcp:projects/serviceIdentity:ServiceIdentity").Select(agent => agent.State["email"]!.GetValue<string>())
            .First(email => email.Length > 0).Split('-', '@')[1];

    private static string? Arn(WorldObject thing) => thing.Id.Split('-')[0] switch
    {
        "rtb" => $"arn:aws:ec2:eu-central-1:123456789012:route-table/{thing.Id}",
        "igw" => $"arn:aws:ec2:eu-central-1:123456789012:internet-gateway/{thing.Id}",
        "nat" => $"arn:aws:ec2:eu-central-1:123456789012:natgateway/{thing.Id}",
        "eipalloc" => $"arn:aws:ec2:eu-central-1:123456789012:elastic-ip/{thing.Id}",
        "vpce" => $"arn:aws:ec2:eu-central-1:123456789012:vpc-endpoint/{thing.Id}",
        _ => thing.State["arn"]?.GetValue<string>(),
    };
}
