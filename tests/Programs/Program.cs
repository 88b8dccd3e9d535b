using Infra.Tests.Programs;
using Pulumi;

return await Deployment.RunAsync(() => new Config("programs").Require("run") switch
{
    "secrets" => Secrets.Declare(),
    "graph" => Graph.Declare(),
    "options" => Options.Declare(),
    "changes" => Changes.Declare(),
    "networks" => Networks.Declare(),
    "intruder" => Intruder.Declare(),
    var fault => Faults.Declare(fault),
});
