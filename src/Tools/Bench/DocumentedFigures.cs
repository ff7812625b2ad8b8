using Actors.Bench.Load.Measuring;

namespace Actors.Tools.Bench;

/// <summary>Work A of docs/performance.md, with which your own server is compared. A test checks that these are the page's figures.</summary>
internal static class DocumentedFigures
{
    public const string Where = "docs/performance.md, 29 November 2026, two virtual cores, server and load on one of them each";

    public const int Connections = 500;

    public static readonly Result Arena = new()
    {
        CpuMicrosPerFrame = 15.8,
        KernelMicrosPerFrame = 9.5,
        BytesPerFrame = 5592,
        Delivered = 1,
        RoundTripP50Milliseconds = 26.6,
        RoundTripP99Milliseconds = 53.2,
        MemoryPerConnection = 44.9 * 1024,
        CpuShare = 0.16,
        LoadMicrosPerFrame = 9.3,
    };

    public static readonly Result Native = new()
    {
        CpuMicrosPerFrame = 13.8,
        KernelMicrosPerFrame = 8.3,
        BytesPerFrame = 315,
        Delivered = 1,
        RoundTripP50Milliseconds = 28.4,
        RoundTripP99Milliseconds = 54.8,
        MemoryPerConnection = 45.9 * 1024,
        CpuShare = 0.14,
        LoadMicrosPerFrame = 8.6,
    };
}
