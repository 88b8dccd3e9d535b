using Infra.Rehearsal.Clouds;

// Opens the simulated clouds for a pulumi run by hand; the world is kept in the file named.
await using var clouds = await SimulatedClouds.StartAsync(args is [var file] ? file : "world.json");
Console.WriteLine($"export PULUMI_DEBUG_PROVIDERS={clouds.DebugProviders}");
await Task.Delay(Timeout.Infinite);
