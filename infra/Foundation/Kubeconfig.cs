using System.Text.Json.Nodes;

namespace Infra.Foundation;

/// <summary>A kubeconfig for one cluster that names a credential helper and holds no credential.</summary>
internal static class Kubeconfig
{
    /// <summary>Makes the kubeconfig, as JSON, which is YAML.</summary>
    /// <param name="server">The API server's URL.</param>
    /// <param name="certificateAuthority">The authority's PEM in base64; null where the server has a public certificate.</param>
    /// <param name="command">The helper that gets a token for whoever runs it.</param>
    /// <param name="arguments">The helper's arguments.</param>
    public static string WithCredentialHelper(string server, string? certificateAuthority, string command, params string[] arguments)
    {
        var cluster = new JsonObject { ["server"] = server };
        if (certificateAuthority is not null)
        {
            cluster["certificate-authority-data"] = certificateAuthority;
        }
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = new JsonArray(new JsonObject { ["name"] = "platform", ["cluster"] = cluster }),
            ["users"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "platform",
                    ["user"] = new JsonObject
                    {
                        ["exec"] = new JsonObject
                        {
                            ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                            ["command"] = command,
                            ["args"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]),
                            ["interactiveMode"] = "Never",
                            ["provideClusterInfo"] = true,
                        },
                    },
                }
            ),
            ["contexts"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "platform",
                    ["context"] = new JsonObject { ["cluster"] = "platform", ["user"] = "platform" },
                }
            ),
            ["current-context"] = "platform",
        }.ToJsonString();
    }
}
