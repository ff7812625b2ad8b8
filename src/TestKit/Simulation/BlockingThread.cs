namespace Actors.TestKit.Simulation;

/// <summary>
/// A thread for what blocks until actors have answered. It and the loop take turns by a baton: while one runs, the other waits, so no race decides anything.
/// <para>
/// A thread asleep in a Task.Wait would be woken by whoever completes the task, in the middle of a turn. But .NET lets a thread's synchronization context do its
/// waiting, if it asks for that: this one checks whether the wait is over only when the loop says so, between turns.
/// </para>
/// </summary>
internal sealed class BlockingThread
{
    private readonly SemaphoreSlim _toThread = new(0);
    private readonly SemaphoreSlim _toLoop = new(0);
    private readonly Thread _thread;

    public BlockingThread(Action action)
    {
        _thread = new Thread(() =>
        {
            _toThread.Wait();
            SynchronizationContext.SetSynchronizationContext(new BatonContext(this));
            action();
            SynchronizationContext.SetSynchronizationContext(null);
            IsDone = true;
            _toLoop.Release();
        })
        { IsBackground = true, Name = "blocking" };
        _thread.Start();
    }

    public bool IsDone { get; private set; }

    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Lets the thread run until it waits for something or is done; says whether it is done. To be called by the loop.</summary>
    public bool GoOn()
    {
        _toThread.Release();
        _toLoop.Wait();
        return IsDone;
    }

    private sealed class BatonContext : SynchronizationContext
    {
        private const int TimedOut = 0x102;
        private readonly BlockingThread _owner;

        public BatonContext(BlockingThread owner)
        {
            _owner = owner;
            SetWaitNotificationRequired();
        }

        public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
        {
            // The waits within this method are real ones.
            SetSynchronizationContext(null);
            try
            {
                while (true)
                {
                    var ended = WaitHelper(waitHandles, waitAll, 0);
                    if (ended != TimedOut || millisecondsTimeout == 0)
                        return ended;
                    _owner._toLoop.Release();
                    _owner._toThread.Wait();
                }
            }
            finally
            {
                SetSynchronizationContext(this);
            }
        }
    }
}
