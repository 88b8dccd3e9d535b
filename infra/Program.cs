using Infra;
using Infra.Configuration;
using Pulumi;

return await Deployment.RunAsync(() =>
    PlatformStack.Deploy(PlatformConfig.Read(ConfigurationValues.FromEngine(Environment.GetEnvironmentVariable))));
