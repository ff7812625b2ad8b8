using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.World;

namespace Actors.Gateway.Dialects.Collector;

/// <summary>The whole field, after each tick that changed something that a collector can see.</summary>
internal sealed class CollectorEncoding : IRoomEncoding
{
    public bool EveryTick => false;

    public IRoomEncoder For(RoomId room, RoomDefinition definition) => new Encoder(definition);

    private sealed class Encoder(RoomDefinition room) : IRoomEncoder
    {
        private readonly Projection _projection = Projection.OntoScreen(room, CollectorDialect.FieldWidth, CollectorDialect.FieldHeight);
        private readonly JsonText _json = new();
        private RoomFrame? _shown;
        private EncodedMessage? _update;

        public void Encode(RoomFrame frame, EncodedFrame into)
        {
            if (_shown is not null && ReferenceEquals(frame.Players, _shown.Players) && ReferenceEquals(frame.Nodes, _shown.Nodes))
                return;
            _shown = frame;
            into.State = _update = Update(frame);
        }

        public EncodedMessage? Keyframe() => _update;

        public EncodedMessage? Refresh() => _update;

        private EncodedMessage Update(RoomFrame frame)
        {
            _json.Raw("{\"type\":\"update\",\"players\":{"u8);
            var first = true;
            foreach (ref readonly var player in frame.Players.AsSpan())
            {
                var (x, y) = _projection.ToDialect(player.XMilli, player.YMilli);
                _json.Comma(ref first).Raw("\""u8).Number(player.Id.Value)
                    .Raw("\":{\"x\":"u8).Double(Math.Round(x, 2)).Raw(",\"y\":"u8).Double(Math.Round(y, 2))
                    .Raw(",\"score\":"u8).Number(player.Score).Raw("}"u8);
            }
            _json.Raw("},\"resources\":["u8);
            first = true;
            for (var node = 0; node < frame.Nodes.Length; node++)
            {
                if (frame.Nodes[node] == 0 || !room.Nodes[node].OnTouch)
                    continue;
                var (x, y) = _projection.ToDialect(room.Nodes[node].At);
                _json.Comma(ref first).Raw("{\"id\":"u8).Number(node)
                    .Raw(",\"x\":"u8).Double(Math.Round(x, 2)).Raw(",\"y\":"u8).Double(Math.Round(y, 2)).Raw("}"u8);
            }
            return _json.Raw("]}"u8).ToMessage();
        }
    }
}
