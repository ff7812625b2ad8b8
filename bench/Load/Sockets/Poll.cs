using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Actors.Bench.Load.Sockets;

/// <summary>Linux's epoll, level-triggered: one thread, one call for all sockets that have something to read.</summary>
internal sealed unsafe partial class Poll : IDisposable
{
    private const int MaxEvents = 512;
    private const uint Readable = 1;
    private const int Interrupted = 4;
    private readonly EpollEvent[] _events = new EpollEvent[MaxEvents];
    private readonly int _epoll = epoll_create1(0);

    public void Add(Socket socket, int tag)
    {
        var wanted = new EpollEvent { Events = Readable, Data = tag };
        if (epoll_ctl(_epoll, 1, (int)socket.Handle, &wanted) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public void Remove(Socket socket)
    {
        var nothing = default(EpollEvent);
        _ = epoll_ctl(_epoll, 2, (int)socket.Handle, &nothing);
    }

    /// <summary>Tags of the sockets that can be read, or have ended; waits for the first of them at most this long.</summary>
    public int Wait(int milliseconds, Span<int> tags)
    {
        int count;
        fixed (EpollEvent* events = _events)
            count = epoll_wait(_epoll, events, Math.Min(MaxEvents, tags.Length), milliseconds);
        if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        for (var i = 0; i < count; i++)
            tags[i] = (int)_events[i].Data;
        return Math.Max(0, count);
    }

    public void Dispose() => _ = close(_epoll);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, EpollEvent* wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, EpollEvent* events, int count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);

    /// <summary>The layout on x64; other processors align it to 16 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 12)]
    private struct EpollEvent
    {
        [FieldOffset(0)]
        public uint Events;

        [FieldOffset(4)]
        public long Data;
    }
}
