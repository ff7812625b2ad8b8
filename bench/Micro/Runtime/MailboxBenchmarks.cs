using System.Threading.Channels;
using Actors.Runtime;
using Actors.Runtime.Cells;
using BenchmarkDotNet.Attributes;

namespace Actors.Bench.Micro.Runtime;

/// <summary>One message in and out of a bounded queue, by one thread, against the platform's bounded channel.</summary>
[MemoryDiagnoser]
public class MailboxBenchmarks
{
    private const int Capacity = 1024;

    private readonly Mailbox<object> _mailbox = new(Capacity, MailboxOverflow.DropOldest);
    private readonly Channel<object> _channel = Channel.CreateBounded<object>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    private readonly object _message = new();

    [Params(1, 64)]
    public int Waiting { get; set; }

    [Benchmark(Baseline = true)]
    public int Bounded_channel()
    {
        var taken = 0;
        for (var i = 0; i < Waiting; i++)
            _channel.Writer.TryWrite(_message);
        while (_channel.Reader.TryRead(out _))
            taken++;
        return taken;
    }

    [Benchmark]
    public int Our_mailbox()
    {
        var taken = 0;
        for (var i = 0; i < Waiting; i++)
            _mailbox.Post(_message);
        while (_mailbox.Take(out _, out _, out _) != Taken.Nothing)
            taken++;
        return taken;
    }
}
