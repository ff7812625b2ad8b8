using Actors.Rooms;
using Akka.Streams;
using Akka.Streams.Stage;

namespace Actors.Streams;

/// <summary>
/// The source of one gateway's stream. Each element has all frames since the element before. The source waits a little after the first frame of a tick, so that a tick is one element: an
/// element costs 150 to 300 us at each end, whatever its size. Without demand, frames wait in the outlet, where newer ones replace older ones. After a silence it emits an empty
/// element as a sign of life.
/// </summary>
internal sealed class FrameSource(FrameOutlet outlet, LocalRooms rooms, RoomTime time, IFrameFormat format) : GraphStage<SourceShape<FrameBatch>>
{
    /// <summary>Below the large object heap's 85 kB at both ends, with room for the envelope.</summary>
    internal const int MaxBytes = 60_000;

    /// <summary>Rooms of one tick publish their frames within this time.</summary>
    internal static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(2);

    internal static readonly TimeSpan SignOfLife = TimeSpan.FromMilliseconds(500);

    private readonly Outlet<FrameBatch> _out = new("frames.out");

    public override SourceShape<FrameBatch> Shape => new(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, outlet, rooms, time, format.Writer());

    private sealed class Logic : TimerGraphStageLogic
    {
        private const string LifeTimer = "life";

        private readonly Outlet<FrameBatch> _out;
        private readonly FrameOutlet _outlet;
        private readonly LocalRooms _rooms;
        private readonly RoomTime _time;
        private readonly IFrameWriter _writer;
        private bool _ready;
        private bool _saidSomething;

        public Logic(FrameSource source, FrameOutlet outlet, LocalRooms rooms, RoomTime time, IFrameWriter writer)
            : base(source.Shape)
        {
            (_out, _outlet, _rooms, _time, _writer) = (source._out, outlet, rooms, time, writer);
            SetHandler(_out, onPull: PushIfReady);
        }

        public override void PreStart()
        {
            // The scheduler does the waiting, so that a tick wakes this stage once.
            var gathered = GetAsyncCallback(Gathered);
            var scheduler = ((ActorMaterializer)Materializer).System.Scheduler.Advanced;
            ScheduleRepeatedly(LifeTimer, SignOfLife);
            _outlet.Attach(() => scheduler.ScheduleOnce(Gather, gathered));
        }

        public override void PostStop() => _outlet.Close();

        protected override void OnTimer(object timerKey)
        {
            if (!_saidSomething && IsAvailable(_out))
                Push(_out, new FrameBatch(Now, [], _rooms.TickParts));
            _saidSomething = false;
        }

        private void Gathered()
        {
            _ready = true;
            if (IsAvailable(_out))
                PushIfReady();
            else
                StreamMetrics.Instance.Stalled();
        }

        private long Now => (long)_time.SinceEpoch.TotalMilliseconds;

        private void PushIfReady()
        {
            if (!_ready)
                return;
            _ready = !_outlet.Drain((epoch, frame) => _writer.TryAdd(epoch, frame, MaxBytes));
            if (_writer.IsEmpty)
                return;
            _saidSomething = true;
            var bytes = _writer.Take();
            StreamMetrics.Instance.Sent(bytes.Length);
            Push(_out, new FrameBatch(Now, bytes, _rooms.TickParts));
        }
    }
}
