namespace Actors.World;

/// <summary>What every step reads of a player, and most steps write: one line of the processor's cache.</summary>
internal struct Body
{
    public Vector Position;
    public Vector Direction;
    public Vector Velocity;
    public int HoldTicks;
    public int Health;
    public bool IsDead;
    public bool IsDeparting;

    /// <summary>Whether something of the player changed that must be kept.</summary>
    public bool IsDirty;

    public readonly bool IsMoving => Direction != Vector.Zero && !IsDead && !IsDeparting;
}

/// <summary>
/// The bodies of a room's players, side by side in the players' order. A node may have more players than fit into any cache: one that walks through players as
/// objects waits for memory several times for each of them, and so for most of the time that a tick takes.
/// </summary>
internal sealed class Bodies
{
    private const int FirstSize = 4;

    private Body[] _bodies = [];

    public int Count { get; private set; }

    public Span<Body> All => _bodies.AsSpan(0, Count);

    public ref Body this[int slot] => ref _bodies[slot];

    /// <summary>For one who is in no room.</summary>
    public static Bodies Of(in Body body) => new() { _bodies = [body], Count = 1 };

    public void Insert(int slot, in Body body)
    {
        if (Count == _bodies.Length)
            Array.Resize(ref _bodies, Math.Max(FirstSize, 2 * Count));
        Array.Copy(_bodies, slot, _bodies, slot + 1, Count - slot);
        _bodies[slot] = body;
        Count++;
    }

    public void RemoveAt(int slot)
    {
        Count--;
        Array.Copy(_bodies, slot + 1, _bodies, slot, Count - slot);
    }
}
