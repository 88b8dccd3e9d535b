using Infra;
using Infra.Configuration;

return await JudgedProgram.RunAsync(ConfigurationValues.FromEngine(Environment.GetEnvironmentVariable), PlatformStack.Deploy);
