using System.Net;

namespace Actors.Gateway.Admin;

/// <summary>
/// Wrong tokens of each client address in the present minute. Addresses share a fixed number of places by a hash that is another in each process, so that nobody can
/// make it grow, and who fails on purpose shuts out few but himself.
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
