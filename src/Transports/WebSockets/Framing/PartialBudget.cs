namespace Actors.WebSockets.Framing;

/// <summary>
/// How many bytes all connections of a listener together may hold of messages that have not arrived completely. Without it, as many slow senders as there are
/// connections could each hold a message of the greatest size.
/// </summary>
internal sealed class PartialBudget(long limitBytes)
{
    private long _heldBytes;

    public long HeldBytes => Volatile.Read(ref _heldBytes);

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _heldBytes, bytes) <= limitBytes)
            return true;
        GiveBack(bytes);
        return false;
    }

    public void GiveBack(int bytes) => Interlocked.Add(ref _heldBytes, -bytes);
}
