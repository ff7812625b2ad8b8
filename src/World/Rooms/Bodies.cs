namespace Actors.World;

/// <summary>The part of a player that every step reads, and most steps write: one cache line of the processor.</summary>
public struct Body
{
    /// <summary>Units.</summary>
    public Vector Position { readonly get; internal set; }

    /// <summary>The direction in which it walks; its length is the share of the room's speed.</summary>
    public Vector Direction { readonly get; internal set; }

    /// <summary>Units a second, as the last step has moved it.</summary>
    public Vector Velocity { readonly get; internal set; }

    internal int HoldTicks;

    /// <summary>0 is dead.</summary>
    public int Health { readonly get; internal set; }

    /// <summary>Whether it waits to be revived.</summary>
    public bool IsDead { readonly get; internal set; }

    /// <summary>Whether it is on its way to another room.</summary>
    public bool IsDeparting { readonly get; internal set; }

    /// <summary>Whether something of the player changed that must be persisted.</summary>
    internal bool IsDirty;

    /// <summary>Whether the next step moves it.</summary>
    public readonly bool IsMoving => Direction != Vector.Zero && !IsDead && !IsDeparting;
}

/// <summary>
/// The bodies of a room's players, contiguous and in the players' order. A node may have more players than fit into any cache. A loop over players as objects waits
/// for memory several times for each of them, and so for most of the time that a tick takes.
/// </summary>
internal sealed class Bodies
{
    private const int FirstSize = 4;

    private Body[] _bodies = [];

    public int Count { get; private set; }

    public Span<Body> All => _bodies.AsSpan(0, Count);

    public ref Body this[int slot] => ref _bodies[slot];

    /// <summary>For a player who is in no room.</summary>
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
