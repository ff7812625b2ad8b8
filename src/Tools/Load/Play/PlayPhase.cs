namespace Actors.Tools.Load.Play;

/// <summary>What clients saw in one part of a run.</summary>
/// <param name="GapsMilliseconds">The longest gap between frames of each client, in order.</param>
internal sealed record PlayPhase(string Name, double[] GapsMilliseconds)
{
    /// <summary>The gap that this share (0..1) of the clients did not exceed; 0 without frames.</summary>
    public double Gap(double share) => Share(GapsMilliseconds, share);

    public static double Share(double[] gaps, double share) => gaps.Length == 0 ? 0 : gaps[Math.Clamp((int)Math.Ceiling(share * gaps.Length) - 1, 0, gaps.Length - 1)];
}
