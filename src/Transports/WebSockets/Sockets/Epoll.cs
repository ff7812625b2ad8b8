using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Actors.WebSockets.Sockets;

/// <summary>epoll, which only Linux has, edge-triggered: each change of a descriptor is reported once.</summary>
internal sealed partial class Epoll : IDisposable
{
    public const uint Readable = 0x001, Writable = 0x004, Failed = 0x008, HungUp = 0x010, NoMoreToRead = 0x2000;
    private const uint EdgeTriggered = 1u << 31;
    private const int Add = 1, CloseOnExec = 0x80000, Interrupted = 4;

    // The kernel packs the structure on x86 alone.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 4 : 8;
    private static readonly int EventBytes = DataOffset + sizeof(ulong);

    private readonly SafeFileHandle _epoll;
    private readonly byte[] _events;

    /// <param name="batch">The most events that are taken at once.</param>
    public Epoll(int batch)
    {
        _events = GC.AllocateArray<byte>(batch * EventBytes, pinned: true);
        var descriptor = Create(CloseOnExec);
        if (descriptor < 0)
            throw new Win32Exception();
        _epoll = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Watches until the descriptor is closed.</summary>
    public void Watch(int descriptor, uint what)
    {
        Span<byte> told = stackalloc byte[EventBytes];
        told.Clear();
        MemoryMarshal.Write(told, what | EdgeTriggered);
        BinaryPrimitives.WriteInt32LittleEndian(told[DataOffset..], descriptor);
        if (Control(_epoll, Add, descriptor, ref MemoryMarshal.GetReference(told)) != 0)
            throw new Win32Exception();
    }

    /// <summary>Waits for at least one event, and returns how many there are.</summary>
    public int Wait()
    {
        int count;
        do
            count = Wait(_epoll, ref _events[0], _events.Length / EventBytes, -1);
        while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return count >= 0 ? count : throw new Win32Exception();
    }

    /// <summary>Waits so long, whatever happens.</summary>
    public static void Pause(int milliseconds) => _ = Poll(0, 0, milliseconds);

    /// <summary>One of the events of the last wait.</summary>
    public (int Descriptor, uint What) this[int index]
    {
        get
        {
            var told = _events.AsSpan(index * EventBytes, EventBytes);
            return (BinaryPrimitives.ReadInt32LittleEndian(told[DataOffset..]), MemoryMarshal.Read<uint>(told));
        }
    }

    public void Dispose() => _epoll.Dispose();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle epoll, int operation, int descriptor, ref byte told);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(SafeFileHandle epoll, ref byte events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(nint descriptors, nuint count, int milliseconds);
}
