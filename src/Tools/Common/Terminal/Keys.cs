using System.Threading.Channels;

namespace Actors.Tools.Common.Terminal;

/// <summary>
/// The keys that a user presses. A thread waits for them all the time: the terminal echoes what is typed while nobody reads, and a console has no asynchronous
/// read. The thread ends with the process.
/// </summary>
internal sealed class Keys
{
    /// <summary>More than anybody types or pastes between two screen updates; further keys are dropped.</summary>
    private const int MaxWaiting = 4096;

    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateBounded<ConsoleKeyInfo>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public Keys()
    {
        var thread = new Thread(Read) { IsBackground = true, Name = "keys" };
        thread.Start();
    }

    public bool TryTake(out ConsoleKeyInfo key) => _keys.Reader.TryRead(out key);

    /// <summary>Waits until there is a key, or the time is over. A closed terminal has no more keys.</summary>
    public async Task WaitAsync(TimeSpan patience, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(patience);
        try
        {
            if (!await _keys.Reader.WaitToReadAsync(over.Token))
                await Task.Delay(patience, over.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Read()
    {
        try
        {
            while (true)
                _keys.Writer.TryWrite(Console.ReadKey(intercept: true));
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException)
        {
            _keys.Writer.Complete();
        }
    }
}
