using System.Globalization;
using Pulumi;
using Pulumi.Random;

// A program of as many resources as it is told; with none it is the empty program that others are measured against.
return await Deployment.RunAsync(() =>
{
    var count = new Config("many").GetInt32("count") ?? 0;
    for (var number = 1; number <= count; number++)
    {
        _ = new RandomId(number.ToString(CultureInfo.InvariantCulture), new() { ByteLength = 8, Keepers = { ["number"] = $"{number}" } });
    }
});
