using System.Collections.Immutable;
using Pulumi;
using Pulumi.Gcp.SecretManager;
using Pulumi.Gcp.SecretManager.Inputs;
using Pulumi.Random;

namespace Infra.Tests.Programs;

/// <summary>A password that goes through everything a program can do with an output.</summary>
internal static class Secrets
{
    public static IDictionary<string, object?> Declare()
    {
        var google = Google.Options();
        var config = new Config("programs");
        var password = new RandomPassword("password", new() { Length = 24, Special = false });
        var secret = new Secret(
            "secret",
            new()
            {
                SecretId = "secret",
                Replication = new SecretReplicationArgs { Auto = new SecretReplicationAutoArgs() },
            },
            google
        );

        var formatted = Output.Format($"postgres://admin:{password.Result}@db.example.com");
        var gathered = Output.All<string>("first", password.Result).Apply(parts => string.Join('/', parts));
        var paired = Output.Tuple(secret.Id, password.Result).Apply(pair => $"{pair.Item1}={pair.Item2}");
        var applied = password.Result.Apply(text => Task.FromResult($"applied {text}"));
        var json = Output.JsonSerialize(Output.Create(new Dictionary<string, Input<string>> { ["password"] = password.Result }));

        foreach (
            var (name, value) in new Dictionary<string, Output<string>>
            {
                ["formatted"] = formatted,
                ["gathered"] = gathered,
                ["paired"] = paired,
                ["applied"] = applied,
                ["json"] = json,
                ["config"] = config.RequireSecret("token"),
            }
        )
        {
            // A label is no secret input of the type: it stays one only because the value is.
            _ = new SecretVersion(
                name,
                new()
                {
                    Secret = secret.Id,
                    SecretData = value,
                    DeletionPolicy = "DELETE",
                },
                google
            );
            _ = new Secret(
                $"labelled-{name}",
                new()
                {
                    SecretId = $"labelled-{name}",
                    Replication = new SecretReplicationArgs { Auto = new SecretReplicationAutoArgs() },
                    Annotations = { ["plain"] = "readable", ["value"] = value },
                },
                google
            );
        }
        return new Dictionary<string, object?>
        {
            ["password"] = password.Result,
            ["nested"] = new Dictionary<string, object?> { ["plain"] = "readable", ["password"] = password.Result },
            ["listed"] = ImmutableArray.Create<Input<string>>("readable", password.Result),
            ["length"] = password.Length,
        };
    }
}
