
namespace Actors.Transports.Tests.Datagrams;

/// <summary>The memory of the whole process is measured, so nothing else may run meanwhile.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class MemoryTests : IDisposable
{
    private readonly TestDatagrams _net = new();

    public void Dispose() => _net.Dispose();

    [Fact]
    public void Forged_join_requests_use_bounded_memory_and_open_no_session()
    {
        var join = DatagramPacket.Join();
        Forge(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 1; round < 6; round++)
            Forge(round);
        Assert.Equal(_net.Limits.MaxPending, _net.Server.PendingCount);
        Assert.Empty(_net.Opened);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);

        _net.Pass(10.1);
        Assert.Equal(0, _net.Server.PendingCount);

        void Forge(int round)
        {
            for (var i = 0; i < 10_000; i++)
                _net.Receive(1024 + i, join, $"10.{round}.{i >> 8}.{i & 255}");
            _net.Sent.Clear();
        }
    }

    [Fact]
    public void Closed_sessions_leave_no_memory_behind()
    {
        ComeAndGo();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < 30; round++)
            ComeAndGo();
        Assert.Equal((0, 0L), (_net.Server.PendingCount, _net.Server.Metrics.SessionCount));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 500_000);

        void ComeAndGo()
        {
            for (var port = 1; port <= 100; port++)
            {
                var session = _net.Open(port);
                for (var i = 0; i < 5; i++)
                    session.Channel.TrySend(TestDatagrams.Message(12, needsAck: true, size: 60));
            }
            _net.Pass(36);
            Assert.All(_net.Opened, static session => Assert.Single(session.Closings));
            _net.Opened.Clear();
            _net.Sent.Clear();
        }
    }
}
