namespace Actors.Runtime.Cells;

internal interface IParent
{
    /// <summary>Called once, on any thread, when the last child has stopped after <see cref="Belongings.Release"/>.</summary>
    void OnChildrenGone();
}

/// <summary>
/// All that one instance of an actor (or a runtime, of its top actors) has asked for. Children leave it on their own threads
/// and timers may be disposed anywhere, hence the lock; it is held for a few assignments at most.
/// </summary>
internal sealed class Belongings(IParent parent)
{
    private readonly Lock _lock = new();
    private Belonging? _first;
    private CancellationTokenSource? _cancellation;
    private int _count;
    private int _children;
    private int _works;
    private bool _released;

    public CancellationToken Token
    {
        get
        {
            lock (_lock)
                return (_cancellation ??= new CancellationTokenSource()).Token;
        }
    }

    /// <summary>False: its owner is at its end.</summary>
    public bool Add(Belonging belonging)
    {
        lock (_lock)
            return Link(belonging);
    }

    /// <inheritdoc cref="Add"/>
    public bool AddChild(ActorCell child)
    {
        lock (_lock)
        {
            if (!Link(child))
                return false;
            _children++;
            return true;
        }
    }

    /// <summary>False: more works are pending than should be. It is added all the same, to come back with that answer.</summary>
    public bool AddWork(Belonging work, int limit)
    {
        lock (_lock)
            return Link(work) && ++_works <= limit;
    }

    /// <summary>Forgets it; does nothing when it is not here any more.</summary>
    public void Remove(Belonging belonging)
    {
        lock (_lock)
            Unlink(belonging);
    }

    public void RemoveWork(Belonging work)
    {
        lock (_lock)
        {
            if (Unlink(work))
                _works--;
        }
    }

    public void RemoveChild(ActorCell child)
    {
        bool last;
        lock (_lock)
            last = Unlink(child) && --_children == 0 && _released;
        if (last)
            parent.OnChildrenGone();
    }

    /// <summary>
    /// Ends everything. True: no child was left. False: <see cref="IParent.OnChildrenGone"/> follows. Answers true again when
    /// it is called again, so the owner calls it once.
    /// </summary>
    /// <param name="cancellation">To be cancelled by the caller, if any work has asked for a token.</param>
    public bool Release(out CancellationTokenSource? cancellation)
    {
        var all = Array.Empty<Belonging>();
        bool childless;
        lock (_lock)
        {
            _released = true;
            cancellation = _cancellation;
            childless = _children == 0;
            if (_count > 0)
                all = new Belonging[_count];
            var at = 0;
            for (var each = _first; each is not null; each = each.Next)
                all[at++] = each;
        }
        foreach (var belonging in all)
            belonging.Release();
        return childless;
    }

    private bool Link(Belonging belonging)
    {
        if (_released)
            return false;
        belonging.Home = this;
        belonging.Next = _first;
        if (_first is not null)
            _first.Previous = belonging;
        _first = belonging;
        _count++;
        return true;
    }

    private bool Unlink(Belonging belonging)
    {
        if (belonging.Home != this)
            return false;
        if (belonging.Previous is null)
            _first = belonging.Next;
        else
            belonging.Previous.Next = belonging.Next;
        if (belonging.Next is not null)
            belonging.Next.Previous = belonging.Previous;
        belonging.Previous = belonging.Next = null;
        belonging.Home = null;
        _count--;
        return true;
    }
}
