using Infra.Consumer;
using Pulumi;

return await Deployment.RunAsync(async () =>
{
    var config = new Config("consumer");
    var platform = await PlatformReference.OpenAsync(config.Require("platform"));
    var outputs = new Dictionary<string, object?>
    {
        ["image"] = platform.RegistryHost.Apply(host => $"{host}/our-team/dags:1.4.0"),
        ["app"] = platform.App,
        ["subnets"] = platform.SubnetIds,
        ["tokenReference"] = platform.SecretReference("platform-auth-token"),
    };
    if (config.GetBoolean("kubeconfig") == true)
    {
        outputs["kubeconfig"] = platform.Kubeconfig;
    }
    return outputs;
});
