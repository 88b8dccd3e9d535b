using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Nothing is made in a project whose API for it is not enabled.</summary>
internal static class GcpApis
{
    private const string Service = "gcp:projects/service:Service";

    // The module of a type token and the API that it is made by; what is missing here is always enabled.
    private static readonly Dictionary<string, string> ByModule = new()
    {
        ["compute"] = "compute",
        ["container"] = "container",
        ["dns"] = "dns",
        ["kms"] = "cloudkms",
        ["secretmanager"] = "secretmanager",
        ["serviceaccount"] = "iam",
        ["servicenetworking"] = "servicenetworking",
        ["sql"] = "sqladmin",
        ["storage"] = "storage",
        ["monitoring"] = "monitoring",
        ["logging"] = "logging",
        ["projects/iAMMember"] = "cloudresourcemanager",
    };

    /// <summary>Refuses a call to an API that nobody has enabled.</summary>
    public static void Require(Call call)
    {
        if (call.Rule.Type.Split(':') is not ["gcp", var path, _] || Api(path) is not { } api)
            return;
        if (!call.Content.Objects.Exists(one => one.Type == Service && one.Inputs.Text("service") == $"{api}.googleapis.com"))
            throw new Refusal(
                $"googleapi: Error 403: {api}.googleapis.com has not been used in project {call.Fill("{project}")} before or it is "
                    + "disabled., accessNotConfigured"
            );
    }

    private static string? Api(string path) => ByModule.GetValueOrDefault(path) ?? ByModule.GetValueOrDefault(path.Split('/')[0]);
}
