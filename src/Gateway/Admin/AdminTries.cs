using System.Net;

namespace Actors.Gateway.Admin;

/// <summary>
/// Counts the wrong tokens of each client address in the current minute. Addresses are hashed onto a fixed number of places, so nobody can make it grow. The hash differs
/// in each process, so somebody who fails on purpose locks out few others.
/// </summary>
internal sealed class AdminTries(int perMinute, TimeProvider time)
{
    private const int Places = 1024;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly (long Since, int Failed)[] _places = new (long, int)[Places];

    public bool AreUsedUp(IPAddress? address)
    {
        lock (_lock)
            return PlaceOf(address).Failed >= perMinute;
    }

    public void Failed(IPAddress? address)
    {
        lock (_lock)
            PlaceOf(address).Failed++;
    }

    private ref (long Since, int Failed) PlaceOf(IPAddress? address)
    {
        ref var place = ref _places[(uint)HashCode.Combine(address) % Places];
        if (place.Failed == 0 || time.GetElapsedTime(place.Since) >= Minute)
            place = (time.GetTimestamp(), 0);
        return ref place;
    }
}
