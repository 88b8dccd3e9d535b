using Infra;
using Infra.Configuration;
using Infra.Tests.Programs;
using Pulumi;

// The platform's own program with a mistake in it; it is judged as the platform's is.
var values = ConfigurationValues.FromEngine(Environment.GetEnvironmentVariable);
if (!values.Values.ContainsKey("programs:run"))
{
    return await JudgedProgram.RunAsync(values, Unprotected.Deploy);
}
return await Deployment.RunAsync(() =>
    new Config("programs").Require("run") switch
    {
        "secrets" => Secrets.Declare(),
        "graph" => Graph.Declare(),
        "options" => Options.Declare(),
        "changes" => Changes.Declare(),
        "networks" => Networks.Declare(),
        "intruder" => Intruder.Declare(),
        var fault => Faults.Declare(fault),
    }
);
