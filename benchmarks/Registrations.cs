using BenchmarkDotNet.Attributes;
using Pulumi;
using Pulumi.Random;
using Pulumi.Testing;

namespace Infra.Benchmarks;

/// <summary>What the SDK itself needs for registrations: no engine, no provider, no network.</summary>
[MemoryDiagnoser]
public class Registrations
{
    [Params(100, 1_000, 5_000)]
    public int Count { get; set; }

    [Benchmark]
    public async Task<int> Register() => (await Deployment.TestAsync(new Answers(), new TestOptions { IsPreview = false }, () =>
            {
                for (var number = 0; number < Count; number++)
                {
                    _ = new RandomId($"id-{number}", new() { ByteLength = 8, Keepers = { ["number"] = $"{number}" } });
                }
            })).Length;

    private sealed class Answers : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
            Task.FromResult<(string?, object)>((args.Name, args.Inputs));

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
    }
}
