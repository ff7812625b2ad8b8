using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Actors.TestKit.Simulation;

/// <summary>
/// The reach into the .NET runtime, all in one file: the process's clocks and the random seeds of its hash codes.
/// <para>
/// Akka reads DateTime.UtcNow in the split brain resolver, in remoting's gates and in Streams, and Stopwatch in failure detectors and restart windows. Each would need a patch of its
/// own and each upgrade would add one. So the two native functions that all of them end in are made to return a cell of memory that the loop writes.
/// </para>
/// <para>The hash codes of strings differ from process to process, and with them the order of sets and immutable dictionaries; fixed seeds make a seed mean the same in every process.</para>
/// </summary>
internal static unsafe partial class RuntimeInternals
{
    private const int CodeBytes = 11;
    private static long* _cells;

    /// <summary>The machine code and the names of native functions are those of this platform only.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>From here on DateTime.UtcNow and Stopwatch are what <see cref="SetClock"/> says, for the rest of the process's life.</summary>
    public static void TakeClocks()
    {
        if (_cells is not null)
            return;
        var cells = (long*)NativeMemory.AllocZeroed(2, sizeof(long));
        var library = NativeLibrary.Load("libSystem.Native", typeof(object).Assembly, searchPath: null);
        Redirect(NativeLibrary.GetExport(library, "SystemNative_GetSystemTimeAsTicks"), cells);
        Redirect(NativeLibrary.GetExport(library, "SystemNative_GetTimestamp"), cells + 1);
        _cells = cells;
    }

    /// <summary>Sets the wall clock (100 ns since 1970) and the monotonic clock (100 ns).</summary>
    public static void SetClock(long sinceUnixEpochTicks, long monotonicTicks)
    {
        _cells[0] = sinceUnixEpochTicks;
        _cells[1] = monotonicTicks * 100;
    }

    /// <summary>To be called before anything has put a hash code of a string into a table: first thing in Main.</summary>
    public static void FixHashSeeds()
    {
        StringSeed(null) = 0x5EED_0F_5712_1465;
        HashCodeSeed(default) = 0x5EED;
    }

    /// <summary>Writes "mov rax, [cell]; ret" over a function's first bytes. Functions begin at multiples of 16, so there is room.</summary>
    private static void Redirect(nint function, long* cell)
    {
        var page = Environment.SystemPageSize;
        var start = function / page * page;
        const int ReadWriteExecute = 7, ReadExecute = 5;
        if (MProtect(start, (nuint)(2 * page), ReadWriteExecute) != 0)
            throw new PlatformNotSupportedException($"The simulation cannot take the process's clock: mprotect failed with {Marshal.GetLastPInvokeError()}.");
        var code = new Span<byte>((void*)function, CodeBytes);
        code[0] = 0x48;
        code[1] = 0xA1;
        BitConverter.TryWriteBytes(code[2..], (long)cell);
        code[10] = 0xC3;
        _ = MProtect(start, (nuint)(2 * page), ReadExecute);
    }

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MProtect(nint address, nuint length, int protection);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "<DefaultSeed>k__BackingField")]
    private static extern ref ulong StringSeed([UnsafeAccessorType("System.Marvin")] object? marvin);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s_seed")]
    private static extern ref uint HashCodeSeed(HashCode any);
}
