namespace Infra.Configuration.Offers;

/// <summary>The least that a node of a pool must have.</summary>
/// <param name="Processors">Virtual processors.</param>
/// <param name="MemoryGiB">Memory in GiB.</param>
/// <param name="Why">What needs it, to follow the size.</param>
internal sealed record NodeSize(int Processors, double MemoryGiB, string Why)
{
    /// <summary>
    /// The platform's own pods ask for 17 processors and 37 GiB in all, and the largest for 1.6 and 4.6, besides what each node keeps.
    /// </summary>
    public static NodeSize Platform { get; } =
        new(4, 15, "the platform's pods ask for 17 processors and 37 GiB, and three nodes must bear them");

    /// <summary>A scheduler and a worker of the smallest deployment.</summary>
    public static NodeSize Airflow { get; } = new(2, 4, "a deployment's scheduler and one worker must fit");

    /// <summary>Why a machine is too small; null where it is not.</summary>
    public OfferDoubt? Doubt(string machineType, double processors, double memoryGiB, string example) =>
        processors >= Processors && memoryGiB >= MemoryGiB
            ? null
            : new(
                $"'{machineType}' has {Text(processors)} processors and {Text(memoryGiB)} GiB of memory, and {Why}",
                $"Write one with {Processors} processors and {Text(MemoryGiB)} GiB or more, for example {example}"
            );

    private static string Text(double number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
